/**
 * What comes from the clipboard or is dropped. Nothing of it reaches the page as HTML: it is read as
 * text by `packages/article`, in time linear in its length, and only what the schema knows is made.
 */
import {
  type Extent,
  type Losses,
  type ReadHtml,
  readHtml,
  readText,
  TooManyElementsError,
  validate,
} from '@meridian/article';
import {
  Fragment,
  type Node as ProseMirrorNode,
  type NodeType,
  type Schema,
  Slice,
} from '@tiptap/pm/model';
import { Selection, TextSelection } from '@tiptap/pm/state';
import { handlePaste } from '@tiptap/pm/tables';
import type { EditorView } from '@tiptap/pm/view';
import { addressIn } from '../dialogs/address';
import { figureCaptionName } from '../nodes/figure-caption';
import { insertBlock } from '../insert-block';
import { depthOf } from '../nodes/items';
import { lockedBlockName } from '../nodes/locked-block';
import type { Uploads } from '../uploads';
import { forEditor, type JsonNode, readBlock, withoutPending, writeNode } from '../value';
import { sliceType } from './copy';
import { takeOutImages } from './embedded-images';
import { describeLosses } from './losses';

export interface PasteTools {
  extent: Extent;
  /** Tells the writer something. */
  notify: (text: string) => void;
  uploads: Pick<Uploads, 'add'>;
}

/** Images that all browsers show and that cannot hold scripts. */
const imageTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/**
 * Characters that are read, of HTML without its images or of text, and elements. The largest articles of
 * word processors have a third of both; more would keep the tab busy for a second, see README.md.
 */
const longest = 2_000_000;
const maxElements = 15_000;

/** Puts what the clipboard holds into the text, or says why not. */
export function paste(view: EditorView, data: DataTransfer, tools: PasteTools): void {
  try {
    const isDone =
      pasteSlice(view, data.getData(sliceType), tools) ||
      linkSelection(view, data.getData('text/plain')) ||
      pasteImages(view, data, tools) ||
      pasteText(view, data, tools);
    if (!isDone && data.files.length > 0) tools.notify(whatIsTaken(view));
  } catch (error) {
    // Whatever a clipboard holds, the writer goes on writing.
    console.error(error);
    tools.notify('This could not be read. Paste it without its formatting, or in parts.');
  }
}

const takesImages = ({ state }: EditorView) => state.schema.nodes.figure !== undefined;

function whatIsTaken(view: EditorView): string {
  return takesImages(view)
    ? 'Only text and images (PNG, JPEG, GIF, WebP) can be put here. Export others as one of these.'
    : 'Only text can be put here.';
}

/** From an article, this one or another. */
function pasteSlice(view: EditorView, json: string, tools: PasteTools): boolean {
  if (json === '' || json.length > longest) return false;
  const slice = readSlice(view.state.schema, json, tools.extent);
  if (!slice) return false;
  // Cells go into cells.
  if (handlePaste(view, new ClipboardEvent('paste'), slice)) return true;
  tools.notify(describeLosses(place(view, unwrapped(slice)), takesImages(view)));
  return true;
}

/**
 * Words from within a step or an answer are words: they bring no steps and no questions along where
 * nothing beside them was cut.
 */
function unwrapped(slice: Slice): Slice {
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

/** What an editor of articles copied; nothing, when it is anything else. */
function readSlice(schema: Schema, json: string, extent: Extent): Slice | undefined {
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
function closed(content: Fragment, openStart: number, openEnd: number): Fragment {
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

/** An address pasted onto words links them. */
function linkSelection(view: EditorView, text: string): boolean {
  const { state } = view;
  const { link } = state.schema.marks;
  const { selection } = state;
  const url = /^https?:\/\/\S+$/.test(text.trim()) ? addressIn(text) : undefined;
  const isWords =
    selection instanceof TextSelection &&
    !selection.empty &&
    selection.$from.sameParent(selection.$to);
  if (!isWords || url === undefined || !link) return false;
  const mark = link.create({ target: { kind: 'url', url } });
  view.dispatch(state.tr.addMark(selection.from, selection.to, mark));
  return true;
}

/** Images alone, such as a screenshot, or files from the disk. */
function pasteImages(view: EditorView, data: DataTransfer, tools: PasteTools): boolean {
  const files = [...data.files].filter(({ type }) => imageTypes.includes(type));
  // Word gives a picture of the text beside the text; a browser the image's own element.
  const isOnlyImage = isOneImage(data.getData('text/html'));
  if (!takesImages(view) || files.length === 0 || !isOnlyImage) return false;
  if (!view.state.selection.empty) view.dispatch(view.state.tr.deleteSelection());
  for (const file of files) {
    const image = { kind: 'pending', id: tools.uploads.add(file) };
    insertBlock(view, { type: 'figure', attrs: { image }, content: [{ type: figureCaptionName }] });
  }
  if (files.length < data.files.length) tools.notify(whatIsTaken(view));
  return true;
}

/** Whether HTML of the clipboard is empty, or no more than an image. */
function isOneImage(html: string): boolean {
  const inner = html.replace(/<!--(?:Start|End)Fragment-->|<\/?(?:html|body|meta)\b[^<>]*>/gi, '');
  return /^(?:<img\b[^<>]*>)?$/i.test(inner.trim());
}

function pasteText(view: EditorView, data: DataTransfer, tools: PasteTools): boolean {
  const text = data.getData('text/plain');
  const html = data.getData('text/html');
  if (html === '' && text === '') return false;
  const { html: withoutImages, images } = takeOutImages(html, data.getData('text/rtf'));
  const rich = html === '' ? undefined : readIfSmall(withoutImages, tools.extent);
  const read = rich ?? readIfSmall(text, tools.extent, readText);
  if (!read) {
    tools.notify('This is too long for one article. Paste it in parts.');
    return true;
  }
  const article = withUploads(forEditor(read.article as unknown as JsonNode), images, tools);
  const doc = view.state.schema.nodeFromJSON(article);
  // A table goes into the cells of another.
  const isTable = doc.childCount === 1 && doc.firstChild?.type.name === 'table';
  const rows = new Slice(doc.content, 0, 0);
  const isInCells = isTable && handlePaste(view, new ClipboardEvent('paste'), rows);
  const losses = isInCells ? {} : place(view, Slice.maxOpen(doc.content, false));
  const simplified = html !== '' && !rich ? 'This was too long to keep its formatting. ' : '';
  tools.notify(simplified + describeLosses(sum(read.losses, losses), takesImages(view)));
  return true;
}

/** What was read; nothing, where it would keep the writer waiting. */
function readIfSmall(source: string, extent: Extent, read = readHtml): ReadHtml | undefined {
  if (source.length > longest) return undefined;
  try {
    return read(source, { extent, maxElements });
  } catch (error) {
    if (error instanceof TooManyElementsError) return undefined;
    throw error;
  }
}

const sum = (a: Losses, b: Losses): Losses => ({
  ...a,
  ...b,
  ...(a.image !== undefined && b.image !== undefined ? { image: a.image + b.image } : {}),
});

/** The same with the images that came along on their way to the library. */
function withUploads(
  node: JsonNode,
  images: ReadonlyMap<string, File>,
  tools: PasteTools,
): JsonNode {
  const { attrs, content } = node;
  const image = attrs?.image as { url?: string } | undefined;
  const file = image?.url === undefined ? undefined : images.get(image.url);
  return {
    ...node,
    ...(file
      ? { attrs: { ...attrs, image: { kind: 'pending', id: tools.uploads.add(file) } } }
      : {}),
    ...(content && { content: content.map((child) => withUploads(child, images, tools)) }),
  };
}

/**
 * Puts a part of an article where the cursor is. Where only a line fits, a line goes, and blocks go
 * below; in a cell, paragraphs and lists.
 * @returns what did not fit.
 */
function place(view: EditorView, slice: Slice): Losses {
  const { tr, selection } = view.state;
  const { $from } = selection;
  const { content } = slice;
  const only = onlyLine(slice);
  const line = depthOf($from, 'stepTitle', 'question', figureCaptionName);
  if (line !== undefined && only) {
    const holdsFormats = $from.node(line).type.name !== 'question';
    if (holdsFormats) tr.replaceSelection(new Slice(only.content, 0, 0));
    else tr.insertText(only.textContent);
    view.dispatch(tr.scrollIntoView());
    return {};
  }
  if (line !== undefined) {
    tr.deleteSelection();
    const below = tr.selection.$from.after(1);
    const whole = closed(content, slice.openStart, slice.openEnd);
    tr.insert(below, whole);
    const end = tr.doc.resolve(below + whole.size);
    view.dispatch(tr.setSelection(Selection.near(end, -1)).scrollIntoView());
    return {};
  }
  const cell = depthOf($from, 'tableCell', 'tableHeader');
  if (cell === undefined) {
    insert(view, slice);
    return {};
  }
  const { fitting, losses } = asProse(content, $from.node(cell).type);
  insert(view, Slice.maxOpen(fitting, false));
  return losses;
}

/** The line that a slice is, in whatever it was cut from. */
function onlyLine({ content, openStart, openEnd }: Slice): ProseMirrorNode | undefined {
  const [only] = content.content;
  if (!only || content.childCount > 1) return undefined;
  if (only.isTextblock) return only;
  return openStart > 0 && openEnd > 0
    ? onlyLine(new Slice(only.content, openStart - 1, openEnd - 1))
    : undefined;
}

/** The content as far as `holder` may hold it, paragraphs of what it may not, and what has no text. */
function asProse(content: Fragment, holder: NodeType): { fitting: Fragment; losses: Losses } {
  const { paragraph } = holder.schema.nodes;
  const losses: Losses = {};
  const blocks = content.content.flatMap((block): ProseMirrorNode[] => {
    if (!paragraph || holder.contentMatch.matchType(block.type)) return [block];
    const lines: ProseMirrorNode[] = [];
    const read = (node: ProseMirrorNode) => {
      if (node.type.name === 'figure') losses.image = (losses.image ?? 0) + 1;
      else if (node.isBlock && node.isLeaf && node.type.name !== 'divider')
        losses.embed = (losses.embed ?? 0) + 1;
      if (node.isTextblock && node.childCount > 0)
        lines.push(paragraph.create(undefined, node.content));
      else node.forEach(read);
    };
    read(block);
    return lines;
  });
  return { fitting: Fragment.from(blocks), losses };
}

function insert(view: EditorView, slice: Slice): void {
  const { tr } = view.state;
  const [only] = slice.content.content;
  const isOneBlock = slice.openStart === 0 && slice.openEnd === 0 && slice.content.childCount === 1;
  if (only && isOneBlock) tr.replaceSelectionWith(only, false);
  else tr.replaceSelection(slice);
  view.dispatch(tr.scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
}
