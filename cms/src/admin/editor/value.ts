/**
 * Between the value of the field and the document in the editor. They differ in two things: the editor
 * locks blocks that it does not know, and gives an image's caption a node of its own, so that nothing
 * takes the image for a line of text.
 */
import { type Extent, validate } from '@meridian/article';
import type { Node as ProseMirrorNode, Schema } from '@tiptap/pm/model';
import { figureCaptionName } from './nodes/figure-caption';
import { lockedBlockName } from './nodes/locked-block';

/** A node of a document as JSON, read by nobody here. */
export interface JsonNode {
  type: string;
  attrs?: Record<string, unknown>;
  content?: JsonNode[];
  [name: string]: unknown;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The blocks of a document; `undefined` when it is none. */
export function blocksOf(value: unknown): unknown[] | undefined {
  return isRecord(value) && value.type === 'doc' && Array.isArray(value.content)
    ? value.content
    : undefined;
}

/**
 * The document for the editor. A block that this version cannot read is locked.
 * @param value a document, or nothing for an empty one.
 */
export function readValue(schema: Schema, value: unknown, extent: Extent): JsonNode {
  const blocks = (blocksOf(value) ?? []).map((block) => readBlock(schema, block, extent));
  return { type: 'doc', content: blocks.length > 0 ? blocks : [{ type: 'paragraph' }] };
}

/** A block for the editor, locked if need be. */
export function readBlock(schema: Schema, block: unknown, extent: Extent): JsonNode {
  const lock = (reason: string) => ({ type: lockedBlockName, attrs: { block, reason } });
  const validation = validate({ type: 'doc', content: [withoutPending(block)] }, extent);
  const wrong = validation.ok ? undefined : validation.problems.find((found) => !found.incomplete);
  if (wrong) return lock(wrong.reason);
  const read = forEditor(block as JsonNode);
  try {
    schema.nodeFromJSON(read).check();
    return read;
  } catch {
    // The schema of the editor is the stricter one in some places, such as marks that exclude others.
    return lock('its parts do not go together in the editor.');
  }
}

/** The same with an image of the library where one is still on its way there: the rest can be judged. */
export function withoutPending(node: unknown): unknown {
  if (!isRecord(node)) return node;
  const { attrs, content } = node;
  const isOnItsWay = isRecord(attrs) && isRecord(attrs.image) && attrs.image.kind === 'pending';
  return {
    ...node,
    ...(isOnItsWay && { attrs: { ...attrs, image: { kind: 'upload', documentId: 'pending' } } }),
    ...(Array.isArray(content) && { content: content.map(withoutPending) }),
  };
}

/** A node of an article as the editor has it. */
export function forEditor(node: JsonNode): JsonNode {
  const content = node.content?.map(forEditor);
  if (node.type !== 'figure') return content ? { ...node, content } : node;
  const caption = { type: figureCaptionName, ...(content ? { content } : {}) };
  return { ...node, content: [caption] };
}

/** The JSON of nodes that did not change since is the same object: cheap to make and to compare. */
const written = new WeakMap<ProseMirrorNode, JsonNode>();

/** The value of the field; `null` for a document with nothing in it. */
export function writeValue(doc: ProseMirrorNode): JsonNode | null {
  const [only] = doc.children;
  const isEmpty = doc.childCount === 1 && only?.type.name === 'paragraph' && only.childCount === 0;
  if (isEmpty) return null;
  const value = writeNode(doc);
  return value.content ? value : null;
}

/** A node of the editor as the article has it. */
export function writeNode(node: ProseMirrorNode): JsonNode {
  const known = written.get(node);
  if (known) return known;
  const json = writeAnew(node);
  written.set(node, json);
  return json;
}

function writeAnew(node: ProseMirrorNode): JsonNode {
  if (node.type.name === lockedBlockName) return node.attrs.block as JsonNode;
  if (node.isText) return node.toJSON() as JsonNode;
  // Marks lie on all that was selected; an article has them on text alone.
  const attrs = Object.keys(node.attrs).length > 0 ? { attrs: { ...node.attrs } } : {};
  const holder = node.type.name === 'figure' ? node.firstChild : node;
  const content = holder?.children.map(writeNode) ?? [];
  return { type: node.type.name, ...attrs, ...(content.length > 0 ? { content } : {}) };
}

/** Whether it is an image on its way to the library: the server takes a text once all have arrived. */
export function isPending({ attrs }: ProseMirrorNode): boolean {
  const image: unknown = attrs.image;
  return isRecord(image) && image.kind === 'pending';
}
