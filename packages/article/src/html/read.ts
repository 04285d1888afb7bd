/**
 * Untrusted HTML of any origin in, a valid article out. Only what the schema knows is built, so
 * nothing executable survives; what is hidden, scripted or embedded is left behind.
 */
import type { Extent } from '../extent.ts';
import type { Article } from '../schema.ts';
import { validate } from '../validate.ts';
import { blocksOf } from './blocks.ts';
import { cleaned } from './clean.ts';
import type { Losses } from './losses.ts';
import { parseHtml } from './parse.ts';
import { readers } from './readers.ts';
import { withWordLists } from './word.ts';

/** What was read, and what could not be kept. */
export interface ReadHtml {
  /** A valid article; it may be incomplete (an image without alternative text). */
  article: Article;
  losses: Losses;
}

export interface ReadOptions {
  /** Which nodes the article may hold; what else there is becomes paragraphs. */
  extent?: Extent;
  /** Where somebody waits: 50,000 elements take about half a second. */
  maxElements?: number;
}

/**
 * Reads HTML into an article.
 * @param html HTML of any origin, a fragment or a whole document.
 * @throws TooManyElementsError
 */
export function readHtml(html: string, options: ReadOptions = {}): ReadHtml {
  const { extent = 'full', maxElements } = options;
  const losses: Losses = {};
  const context = { marks: [], isInLink: false, listDepth: 0, readers, extent, losses };
  const tree = withWordLists(cleaned(parseHtml(html, maxElements)));
  const blocks = blocksOf('doc', tree, context);
  const result = validate({ type: 'doc', content: blocks }, extent);
  if (!result.ok)
    throw new Error(`readHtml made an invalid article. ${result.problems[0]?.message ?? ''}`);
  return { article: result.article, losses };
}

/** Reads HTML into an article, for those who have nobody to tell what was lost. */
export function fromHtml(html: string): Article {
  return readHtml(html).article;
}
