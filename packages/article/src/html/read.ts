/**
 * Untrusted HTML of any origin in, a valid article out. Only what the schema knows is built, so
 * nothing executable survives; what is hidden, scripted or embedded is left behind.
 */
import type { Article } from '../schema.ts';
import { validate } from '../validate.ts';
import { blocksOf } from './blocks.ts';
import { parseHtml } from './parse.ts';
import { readers } from './readers.ts';

/**
 * Reads HTML into an article.
 * @param html HTML of any origin, a fragment or a whole document.
 * @returns a valid article; it may be incomplete (an image without alternative text).
 */
export function fromHtml(html: string): Article {
  const blocks = blocksOf('doc', parseHtml(html), { marks: [], listDepth: 0, readers });
  const result = validate({ type: 'doc', content: blocks });
  if (!result.ok)
    throw new Error(`fromHtml made an invalid article. ${result.problems[0]?.message ?? ''}`);
  return result.article;
}
