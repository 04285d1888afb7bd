/** Between the value of the field and the document in the editor. */
import { type Extent, validate } from '@meridian/article';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { lockedBlockName } from './nodes/locked-block';

/** A node of a document as JSON, read by nobody here. */
export interface JsonNode {
  type: string;
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
export function readValue(value: unknown, extent: Extent): JsonNode {
  const blocks = (blocksOf(value) ?? []).map((block) =>
    validate({ type: 'doc', content: [block] }, extent).ok
      ? (block as JsonNode)
      : { type: lockedBlockName, attrs: { block } },
  );
  return { type: 'doc', content: blocks.length > 0 ? blocks : [{ type: 'paragraph' }] };
}

/** The JSON of nodes that did not change since is the same object: cheap to make and to compare. */
const written = new WeakMap<ProseMirrorNode, JsonNode>();

/** The value of the field; `null` for a document with nothing in it. */
export function writeValue(doc: ProseMirrorNode): JsonNode | null {
  const [only] = doc.children;
  const isEmpty = doc.childCount === 1 && only?.type.name === 'paragraph' && only.childCount === 0;
  if (isEmpty) return null;
  const value = write(doc);
  return value.content ? value : null;
}

function write(node: ProseMirrorNode): JsonNode {
  const known = written.get(node);
  if (known) return known;
  const json = writeAnew(node);
  written.set(node, json);
  return json;
}

function writeAnew(node: ProseMirrorNode): JsonNode {
  if (node.type.name === lockedBlockName) return node.attrs.block as JsonNode;
  if (node.isLeaf) return node.toJSON() as JsonNode;
  const attrs = Object.keys(node.attrs).length > 0 ? { attrs: { ...node.attrs } } : {};
  const content = node.children.filter(isKept).map(write);
  return { type: node.type.name, ...attrs, ...(content.length > 0 ? { content } : {}) };
}

/** An image on its way to the library is not part of the document yet. */
function isKept(node: ProseMirrorNode): boolean {
  const image: unknown = node.attrs.image;
  return !(isRecord(image) && image.kind === 'pending');
}
