/** What the views of an article need to know beyond their own node. */
import { type Article, type LinkTarget, outline, type OutlineEntry } from '@meridian/article';
import { type Clinic, type Media, paths, type Replica } from '@meridian/content';

export interface ArticleContext {
  /** Where a link leads; undefined when its entry is not published. */
  href(target: LinkTarget): string | undefined;
  /** The anchor of a heading. */
  headingId(heading: OutlineEntry['heading']): string | undefined;
  /** Counts a citation; undefined for a reference that the entry does not have. */
  cite(key: string): { number: number; occurrence: number } | undefined;
  image(documentId: string): Media | undefined;
  /** The clinic that buttons lead to. */
  clinic: Clinic | undefined;
  /** Whether what is shown is a page of the site, and not a feed, which has no popovers. */
  isPage: boolean;
  outline: readonly OutlineEntry[];
}

export interface ArticleParts {
  article: Article;
  images?: readonly Media[];
  /** Keys of references in the order of their numbers. */
  references?: readonly string[];
  clinic?: Clinic | undefined;
  isPage?: boolean;
}

/** Makes the context in which one article is rendered once. */
export function articleContext(content: Replica, parts: ArticleParts): ArticleContext {
  const { article, images = [], references = [], clinic, isPage = true } = parts;
  const headings = outline(article);
  const ids = new Map(headings.map(({ heading, id }) => [heading, id]));
  const media = new Map(images.map((image) => [image.id, image]));
  const numbers = new Map(references.map((key, index) => [key, index + 1]));
  const occurrences = new Map<string, number>();
  return {
    href: (target) => hrefOf(content, target),
    headingId: (heading) => ids.get(heading),
    cite(key) {
      const number = numbers.get(key);
      if (number === undefined) return undefined;
      const occurrence = (occurrences.get(key) ?? 0) + 1;
      occurrences.set(key, occurrence);
      return { number, occurrence };
    },
    image: (documentId) => media.get(documentId),
    clinic,
    isPage,
    outline: headings,
  };
}

function hrefOf(content: Replica, target: LinkTarget): string | undefined {
  switch (target.kind) {
    case 'url':
      return target.url;
    case 'post':
      return pathTo(paths.post, content.card('Post', target.documentId));
    case 'author':
      return pathTo(paths.author, content.get('Author', target.documentId));
    case 'clinic':
      return pathTo(paths.clinic, content.get('Clinic', target.documentId));
    case 'topic':
      return pathTo(paths.topic, content.get('Topic', target.documentId));
  }
}

const pathTo = (path: (slug: string) => string, entry: { slug: string } | undefined) =>
  entry && path(entry.slug);
