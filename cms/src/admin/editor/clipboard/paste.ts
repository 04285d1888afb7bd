/**
 * What comes from the clipboard or is dropped. Nothing of it reaches the page as HTML: it is read as
 * text by `packages/article`, in time linear in its length, and only what the schema knows is made.
 */
import {
  type Extent,
  type ReadHtml,
  readHtml,
  readText,
  TooManyElementsError,
  validate,
} from '@meridian/article';
import { Fragment, type Node as ProseMirrorNode, type NodeType, Slice } from '@tiptap/pm/model';
import { Selection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import { addressIn } from '../dialogs/address';
import { depthOf } from '../nodes/items';
import type { Uploads } from '../uploads';
import { sliceType } from './copy';
import { takeOutImages } from './embedded-images';
import { describeLosses } from './losses';

export interface PasteTools {
  extent: Extent;
  /** Tells the writer something. */
  notify: (text: string) => void;
  uploads: Pick<Uploads, 'start'>;
}

/**
 * Characters that are read, of HTML without its images or of text; and elements. The largest articles
 * of word processors have a tenth of both, and more would make the tab wait; see README.md.
 */
const longest = 2_000_000;
const maxElements = 50_000;

/** Puts what the clipboard holds into the text, or says why not. */
export function paste(view: EditorView, data: DataTransfer, tools: PasteTools): void {
  const isDone =
    pasteSlice(view, data.getData(sliceType), tools.extent) ||
    linkSelection(view, data.getData('text/plain')) ||
    pasteImages(view, data, tools) ||
    pasteText(view, data, tools);
  if (!isDone && data.files.length > 0)
    tools.notify('Only text and images can be put here; other files belong in the media library.');
}

/** From an article, this one or another. */
function pasteSlice(view: EditorView, json: string, extent: Extent): boolean {
  if (json === '') return false;
  try {
    const slice = Slice.fromJSON(view.state.schema, JSON.parse(json));
    // Anybody can write to a clipboard: what is no article is read as HTML.
    const isArticle = validate({ type: 'doc', content: slice.content.toJSON() }, extent).ok;
    if (isArticle) insert(view, slice);
    return isArticle;
  } catch {
    // Of another version, or of a field that may hold more: its HTML is there too.
    return false;
  }
}

/** An address pasted onto words links them. */
function linkSelection(view: EditorView, text: string): boolean {
  const { state } = view;
  const { link } = state.schema.marks;
  const { from, to, empty, $from, $to } = state.selection;
  const url = /^https?:\/\/\S+$/.test(text.trim()) ? addressIn(text) : undefined;
  if (empty || url === undefined || !link || !$from.sameParent($to)) return false;
  view.dispatch(state.tr.addMark(from, to, link.create({ target: { kind: 'url', url } })));
  return true;
}

/** Images alone, such as a screenshot, or files from the disk. */
function pasteImages(view: EditorView, data: DataTransfer, tools: PasteTools): boolean {
  const { figure } = view.state.schema.nodes;
  const files = [...data.files].filter(({ type }) => type.startsWith('image/'));
  const html = data.getData('text/html');
  // Word gives a picture of the text beside the text; a browser the image's own element.
  const isOnlyImage = html === '' || /^\W*(?:<meta[^>]*>)?\s*<img\b[^>]*>\W*$/i.test(html);
  if (!figure || files.length === 0 || !isOnlyImage) return false;
  const figures = files.map((file) =>
    figure.create({ image: { kind: 'pending', id: tools.uploads.start(view, file) } }),
  );
  const { tr, selection } = view.state;
  const position = selection.$from.depth === 0 ? selection.to : selection.$from.after(1);
  view.dispatch(tr.insert(position, figures).scrollIntoView());
  return true;
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
  place(view, view.state.schema.nodeFromJSON(withUploads(read.article, images, view, tools)));
  const simplified = html !== '' && !rich ? 'This was too long to keep its formatting. ' : '';
  tools.notify(simplified + describeLosses(read.losses));
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

interface Json {
  type: string;
  attrs?: { image?: { kind: string; url?: string } };
  content?: Json[];
}

/** The same article with the images that came along on their way to the library. */
function withUploads(
  node: unknown,
  images: ReadonlyMap<string, File>,
  view: EditorView,
  tools: PasteTools,
): Json {
  const { attrs, content, ...rest } = node as Json;
  const file = attrs?.image?.url === undefined ? undefined : images.get(attrs.image.url);
  return {
    ...rest,
    ...(attrs && {
      attrs: file
        ? { ...attrs, image: { kind: 'pending', id: tools.uploads.start(view, file) } }
        : attrs,
    }),
    ...(content && { content: content.map((child) => withUploads(child, images, view, tools)) }),
  } as Json;
}

/** Where only a line fits, a line goes; blocks then go below. In a cell, paragraphs. */
function place(view: EditorView, doc: ProseMirrorNode): void {
  const { tr, selection } = view.state;
  const { $from } = selection;
  const isInLine = depthOf($from, 'stepTitle', 'question', 'figure') !== undefined;
  const [only] = doc.children;
  if (isInLine && doc.childCount === 1 && only?.type.name === 'paragraph') {
    view.dispatch(tr.replaceSelection(new Slice(only.content, 0, 0)).scrollIntoView());
    return;
  }
  if (isInLine) {
    const below = $from.after(1);
    tr.insert(below, doc.content);
    const end = tr.doc.resolve(below + doc.content.size);
    view.dispatch(tr.setSelection(Selection.near(end, -1)).scrollIntoView());
    return;
  }
  const cell = depthOf($from, 'tableCell', 'tableHeader');
  const content = cell === undefined ? doc.content : asProse(doc, $from.node(cell).type);
  insert(view, Slice.maxOpen(content, false));
}

/** The content as far as `holder` may hold it, and paragraphs of what it may not. */
function asProse(doc: ProseMirrorNode, holder: NodeType): Fragment {
  const paragraph = holder.schema.nodes.paragraph;
  const blocks = doc.children.flatMap((block) => {
    if (!paragraph || holder.contentMatch.matchType(block.type)) return [block];
    const lines: ProseMirrorNode[] = [];
    block.descendants((node) => {
      if (node.isTextblock) lines.push(paragraph.create(undefined, node.content));
    });
    if (block.isTextblock) lines.push(paragraph.create(undefined, block.content));
    return lines;
  });
  return Fragment.from(blocks);
}

function insert(view: EditorView, slice: Slice): void {
  const { tr } = view.state;
  const [only] = slice.content.content;
  const isOneBlock = slice.openStart === 0 && slice.openEnd === 0 && slice.content.childCount === 1;
  if (only && isOneBlock) tr.replaceSelectionWith(only, false);
  else tr.replaceSelection(slice);
  view.dispatch(tr.scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
}
