export { fromHtml } from './html/read.ts';
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
export type {
  Article,
  ArticleNode,
  Block,
  Inline,
  Mark,
  MarkName,
  MarkOf,
  NodeName,
  NodeOf,
} from './schema.ts';
export { countWords, excerpt, inlineText, readingTime, toText } from './text.ts';
export { imagesUsed, linksUsed, referencesUsed, walk } from './uses.ts';
export { type Problem, validate, type Validation } from './validate.ts';
