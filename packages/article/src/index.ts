export { type Extent, nodesIn } from './extent.ts';
export { type Losses, type LossKind } from './html/losses.ts';
export { TooManyElementsError } from './html/parse.ts';
export { fromHtml, type ReadHtml, readHtml, type ReadOptions } from './html/read.ts';
export { toHtml } from './html/write.ts';
export {
  type ImageSource,
  isSafeUrl,
  isWebUrl,
  type LinkedKind,
  type LinkTarget,
  unsafeUrlMessage,
} from './links.ts';
export { outline, type OutlineEntry } from './outline.ts';
export { playerOf } from './players.ts';
export { readText } from './plain/read.ts';
export {
  type Article,
  type ArticleNode,
  attributeDefaults,
  type Block,
  contentExpression,
  type Inline,
  type Mark,
  type MarkName,
  type MarkOf,
  type NodeName,
  type NodeOf,
} from './schema.ts';
export { countWords, excerpt, inlineText, minutesToRead, readingTime, toText } from './text.ts';
export { imagesUsed, linksUsed, referencesUsed, walk } from './uses.ts';
export { type Problem, validate, type Validation } from './validate.ts';
