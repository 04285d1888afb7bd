/**
 * Blocks of an article that this version does not know. A newer one may have written them; the editor
 * shows them locked and sends them back as they came. What is in the database already, and is not
 * changed, is no fault of the save.
 */
import { isDeepStrictEqual } from 'node:util';
import { type Extent, validate } from '@meridian/article';
import type { Struct } from '@strapi/strapi';
import { asList, asValues, type Values } from './check';

interface ArticleAttribute {
  customField?: string;
  options?: { extent?: Extent };
}

/** The values to look at: where a block that cannot be read is kept as it was, an empty one stands. */
export function withoutKeptBlocks(
  { attributes }: Struct.Schema,
  values: Values,
  saved: Values,
): Values {
  const changed = Object.entries(values).map(([field, value]) => {
    const attribute = attributes[field] as ArticleAttribute | undefined;
    const isArticle = attribute?.customField === 'global::article';
    const extent = attribute?.options?.extent ?? 'full';
    return [field, isArticle ? withoutKept(value, saved[field], extent) : value];
  });
  return Object.fromEntries(changed) as Values;
}

function withoutKept(value: unknown, saved: unknown, extent: Extent): unknown {
  const before = blocksOf(saved).filter((block) => !isKnown(block, extent));
  if (before.length === 0) return value;
  const isKept = (block: unknown) => before.some((other) => isDeepStrictEqual(block, other));
  const content = blocksOf(value).map((block) => (isKept(block) ? { type: 'paragraph' } : block));
  return { ...asValues(value), content };
}

const blocksOf = (value: unknown): unknown[] => asList(asValues(value).content);

const isKnown = (block: unknown, extent: Extent): boolean =>
  validate({ type: 'doc', content: [block] }, extent).ok;
