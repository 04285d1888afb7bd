/** Parts of an article that an editor copied: cut at both ends, and from anybody's clipboard. */
import { type Extent, validate } from '@meridian/article';
import { Fragment, type Schema, Slice } from '@tiptap/pm/model';
import { figureCaptionName } from '../nodes/figure-caption';
import { lockedBlockName } from '../nodes/locked-block';
import { type JsonNode, readBlock, withoutPending, writeNode } from '../value';

/** What an editor of articles copied; nothing, when it is anything else. */
export function readSlice(schema: Schema, json: string, extent: Extent): Slice | undefined {
  try {
    const { content = [], ...open } = JSON.parse(json) as { content?: JsonNode[] };
    const read = content.map((node) =>
      node.type === lockedBlockName ? readBlock(schema, node.attrs?.block, extent) : node,
    );
    const slice = Slice.fromJSON(schema, { ...open, content: read });
    const whole = closed(slice.content, slice.openStart, slice.openEnd);
    const nodes = whole.content.filter(({ type }) => type.name !== lockedBlockName);
    for (const node of nodes) node.check();
    const blocks = nodes.map((node) => withoutPending(writeNode(node)));
    const isRow = nodes[0]?.type.name === 'tableRow';
    // Anybody can write to a clipboard: what is no article is read as HTML.
    const rows = isRow ? [{ type: 'table', content: blocks }] : blocks;
    const isArticle = rows.length === 0 || validate({ type: 'doc', content: rows }, extent).ok;
    return isArticle ? slice : undefined;
  } catch {
    // Of another version, or of a field that may hold more: its HTML is there too.
    return undefined;
  }
}

/**
 * What was cut in the midst of blocks, with all that these need to be whole: an answer alone gets a
 * question.
 * @throws RangeError where nothing would make it whole.
 */
export function closed(content: Fragment, openStart: number, openEnd: number): Fragment {
  const last = content.childCount - 1;
  const nodes = content.content.map((node, at) => {
    const [start, end] = [at === 0 ? openStart : 0, at === last ? openEnd : 0];
    if (start <= 0 && end <= 0) return node;
    const whole = node.type.createAndFill(node.attrs, closed(node.content, start - 1, end - 1));
    if (!whole) throw new RangeError(`A cut ${node.type.name} cannot be made whole.`);
    return whole;
  });
  if (nodes.length === 0 && (openStart > 0 || openEnd > 0))
    throw new RangeError('It is cut deeper than it goes.');
  return Fragment.from(nodes);
}

/**
 * Words from within a step or an answer are words: they bring no steps and no questions along where
 * nothing beside them was cut.
 */
export function unwrapped(slice: Slice): Slice {
  const { content, openStart, openEnd } = slice;
  const [only] = content.content;
  if (!only || content.childCount > 1 || openStart === 0 || openEnd === 0) return slice;
  const { paragraph, doc } = only.type.schema.nodes;
  const isTitle = ['stepTitle', 'question', figureCaptionName].includes(only.type.name);
  if (isTitle && paragraph)
    return new Slice(Fragment.from(paragraph.create(undefined, only.content)), 1, 1);
  const holdsItems = ['steps', 'step', 'faq', 'faqItem', 'answer', 'figure'].includes(
    only.type.name,
  );
  if (!holdsItems) return slice;
  const inner = unwrapped(new Slice(only.content, openStart - 1, openEnd - 1));
  const isWhole = inner.content.content.every(({ type }) => doc?.contentMatch.matchType(type));
  return isWhole ? inner : slice;
}
