/** The headings of an article with the ids under which the page anchors them. */
import type { Article, NodeOf } from './schema.ts';
import { inlineText } from './text.ts';

export interface OutlineEntry {
  /** Unique in the article; letters and digits of any script, and hyphens. */
  id: string;
  level: 2 | 3 | 4;
  text: string;
  heading: NodeOf<'heading'>;
}

/**
 * The headings in their order. Ids never hold an underscore: the page's own ids do, so the two
 * cannot meet.
 */
export function outline(article: Article): OutlineEntry[] {
  const used = new Set<string>();
  return article.content
    .filter((block) => block.type === 'heading')
    .map((heading) => {
      const text = inlineText(heading.content).replace(/\s+/g, ' ');
      return { id: uniqueId(text, used), level: heading.attrs.level, text, heading };
    });
}

function uniqueId(text: string, used: Set<string>): string {
  const base =
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '') || 'section';
  let id = base;
  for (let number = 2; used.has(id); number += 1) id = `${base}-${String(number)}`;
  used.add(id);
  return id;
}
