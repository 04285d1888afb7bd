/** What an article points to: references, links and images. */
import type { LinkTarget } from './links.ts';
import type { Article, ArticleNode } from './schema.ts';

/** Every node of the article, parents before children, in reading order. */
export function* walk(node: ArticleNode): Generator<ArticleNode> {
  yield node;
  if (!('content' in node)) return;
  for (const child of node.content as readonly ArticleNode[]) yield* walk(child);
}

/** Keys of the references cited, each once, in the order of their first citation. */
export function referencesUsed(article: Article): string[] {
  const keys = new Set<string>();
  for (const node of walk(article)) if (node.type === 'citation') keys.add(node.attrs.reference);
  return [...keys];
}

/** Where links and buttons lead, in reading order, repeats included. */
export function linksUsed(article: Article): LinkTarget[] {
  const targets: LinkTarget[] = [];
  for (const node of walk(article)) {
    if (node.type === 'callToAction' && node.attrs.target) targets.push(node.attrs.target);
    if (node.type !== 'text') continue;
    for (const mark of node.marks ?? []) if (mark.type === 'link') targets.push(mark.attrs.target);
  }
  return targets;
}

/** Ids of the media library's files that figures show, each once. */
export function imagesUsed(article: Article): string[] {
  const ids = new Set<string>();
  for (const node of walk(article))
    if (node.type === 'figure' && node.attrs.image.kind === 'upload')
      ids.add(node.attrs.image.documentId);
  return [...ids];
}
