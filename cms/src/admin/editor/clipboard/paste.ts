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
} from '@meridian/article';
import { Slice } from '@tiptap/pm/model';
import { TextSelection } from '@tiptap/pm/state';
import { handlePaste } from '@tiptap/pm/tables';
import type { EditorView } from '@tiptap/pm/view';
import { addressIn } from '../dialogs/address';
import { insertBlock } from '../insert-block';
import { figureCaptionName } from '../nodes/figure-caption';
import type { Uploads } from '../uploads';
import { forEditor, type JsonNode } from '../value';
import { sliceType } from './copy';
import { takeOutImages } from './embedded-images';
import { describeLosses } from './losses';
import { place } from './place';
import { readSlice, unwrapped } from './slice';

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
