/** Validation: from unknown JSON to an article, or to problems that a writer understands. */
import type { z } from 'zod';
import { canonicalInline, withoutEmptyBlocks } from './canonical.ts';
import { childrenOf, type Extent } from './extent.ts';
import {
  type Article,
  type ArticleNode,
  attrsSchema,
  contentTerms,
  fitsContent,
  type Inline,
  isStorable,
  isTextblock,
  type Mark,
  type MarkName,
  marks as markTable,
  missingIn,
  type NodeName,
  nodes,
  type TextNode,
} from './schema.ts';
import { fitsTable, type Spans, tableLimit } from './table.ts';

export interface Problem {
  /** Where in the JSON, such as `['content', 3, 'attrs', 'alt']`. */
  path: (string | number)[];
  /** What is wrong and what to do, with the place in words. */
  message: string;
  /** The same without the place. */
  reason: string;
  /** True when a draft may be kept like this but not published. */
  incomplete: boolean;
}

export type Validation =
  { ok: true; article: Article; incomplete: Problem[] } | { ok: false; problems: Problem[] };

/** Deeper than any article that the content rules and six levels of lists can make. */
const maxDepth = 24;

const plainNames: Partial<Record<NodeName, string>> = {
  doc: 'article',
  bulletList: 'list',
  orderedList: 'numbered list',
  listItem: 'list item',
  blockquote: 'quotation',
  figure: 'image',
  tableRow: 'table row',
  tableCell: 'table cell',
  tableHeader: 'table heading',
  stepTitle: 'step title',
  faq: 'list of questions',
  faqItem: 'question with its answer',
  callToAction: 'button',
  hardBreak: 'line break',
};
const plainName = (name: NodeName): string => plainNames[name] ?? name;
const named = (name: NodeName): string => {
  const plain = plainName(name);
  return `${/^[aeio]/.test(plain) ? 'an' : 'a'} ${plain}`;
};

/**
 * Checks a document and gives its canonical form.
 * @param value JSON of any origin, such as a ProseMirror document.
 * @param extent which nodes may stand in it.
 * @returns the article with what is still missing in it, or every problem found.
 */
export function validate(value: unknown, extent: Extent = 'full'): Validation {
  const problems: Problem[] = [];
  const place: Place = { path: [], depth: 0, where: () => 'The article', extent, problems };
  const article = readNode(value, place, new Set(['doc']));
  const broken = problems.filter((problem) => !problem.incomplete);
  if (article?.type !== 'doc' || broken.length > 0) return { ok: false, problems };
  return { ok: true, article, incomplete: problems };
}

interface Place {
  path: (string | number)[];
  depth: number;
  /** The place in words, made only when there is something to say about it. */
  where: () => string;
  extent: Extent;
  problems: Problem[];
}

function report(
  place: Place,
  reason: string,
  path: (string | number)[] = [],
  incomplete = false,
): void {
  place.problems.push({
    path: [...place.path, ...path],
    message: `${place.where()}: ${reason}`,
    reason,
    incomplete,
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isNodeName = (value: unknown): value is NodeName =>
  typeof value === 'string' && Object.hasOwn(nodes, value);

const isMarkName = (value: unknown): value is MarkName =>
  typeof value === 'string' && Object.hasOwn(markTable, value);

function readNode(
  value: unknown,
  place: Place,
  allowed: ReadonlySet<string>,
): ArticleNode | undefined {
  if (!isRecord(value)) {
    report(place, 'this is not a piece of an article.');
    return undefined;
  }
  const { type, attrs, content, marks, text, ...unknown } = value;
  if (!isNodeName(type)) {
    report(place, `“${String(type)}” is not known here. Remove it, or update Meridian.`, ['type']);
    return undefined;
  }
  if (!allowed.has(type)) {
    report(place, `${named(type)} cannot stand here.`, ['type']);
    return undefined;
  }
  for (const name of Object.keys(unknown)) report(place, `“${name}” is not known here.`, [name]);
  if (type === 'text') return readText(text, marks, place);
  if (text !== undefined) report(place, `${named(type)} holds no text itself.`, ['text']);
  if (Array.isArray(marks) ? marks.length > 0 : marks !== undefined)
    report(place, `${named(type)} cannot be formatted.`, ['marks']);

  const node: Record<string, unknown> = { type };
  const schema = attrsSchema(type);
  if (schema) {
    const result = schema.safeParse(attrs ?? {}, { error: plainIssue });
    if (!result.success) reportIssues(result.error, place);
    else {
      node.attrs = result.data;
      for (const { attribute, message } of missingIn(type, result.data))
        report(place, message, ['attrs', attribute], true);
    }
  }
  if (
    !schema &&
    (isRecord(attrs) ? Object.keys(attrs).length > 0 : (attrs ?? undefined) !== undefined)
  )
    report(place, `${named(type)} has no settings.`, ['attrs']);
  if (contentTerms(type).length > 0) node.content = readContent(type, content ?? [], place);
  else if (Array.isArray(content) ? content.length > 0 : content !== undefined)
    report(place, `${named(type)} can hold nothing.`, ['content']);
  // Each part was read by the rules of `type`; where one failed, the caller gets no article.
  return node as unknown as ArticleNode;
}

function reportIssues(error: z.ZodError, place: Place): void {
  for (const issue of error.issues) report(place, issue.message, ['attrs', ...issue.path.map(key)]);
}

/** For what the schema has no words of its own. */
function plainIssue(issue: { path?: PropertyKey[] | undefined; code: string }): string {
  const name = issue.path?.map(String).join('.') ?? '';
  if (issue.code === 'unrecognized_keys') return 'it has a setting that is not known here.';
  return name === ''
    ? 'its settings are not valid.'
    : `its setting “${name}” is missing or not valid.`;
}

/** JSON has no symbols for keys; zod's paths might. */
const key = (part: PropertyKey): string | number =>
  typeof part === 'symbol' ? String(part) : part;

function readContent(parent: NodeName, content: unknown, place: Place): ArticleNode[] {
  if (!Array.isArray(content)) {
    report(place, 'its content must be a list.', ['content']);
    return [];
  }
  if (place.depth >= maxDepth) {
    report(place, 'things are nested too deeply here. Move the inner ones out.', ['content']);
    return [];
  }
  const first = place.problems.length;
  const children = content.flatMap((child: unknown, index) => {
    const at = {
      path: [...place.path, 'content', index],
      depth: place.depth + 1,
      where: () => childPlace(parent, place.where(), index, child),
      extent: place.extent,
      problems: place.problems,
    };
    return readNode(child, at, childrenOf(parent, place.extent)) ?? [];
  });
  const isSound = place.problems.slice(first).every(({ incomplete }) => incomplete);
  const before = place.problems.length;
  if (
    children.length === content.length &&
    !fitsContent(
      parent,
      children.map((child) => child.type),
    )
  )
    report(place, `${named(parent)} needs ${describeContent(parent)}.`, ['content']);
  else if (parent === 'table' && isSound && !fitsLimit(children))
    report(place, `a table holds at most ${tableLimit}. Make two of it.`, ['content']);
  if (place.problems.length > before) return children;
  return isTextblock(parent)
    ? canonicalInline(children as Inline[])
    : withoutEmptyBlocks(parent, children);
}

/** Of rows that are valid in themselves. */
function fitsLimit(rows: readonly ArticleNode[]): boolean {
  return fitsTable(
    rows.flatMap((row) =>
      row.type === 'tableRow' ? [row.content.map(({ attrs }): Spans => attrs)] : [],
    ),
  );
}

function childPlace(parent: NodeName, where: string, index: number, child: unknown): string {
  if (isTextblock(parent)) return where;
  const name = isRecord(child) && isNodeName(child.type) ? plainName(child.type) : 'block';
  const number = String(index + 1);
  return parent === 'doc' ? `Block ${number} (${name})` : `${where}, ${name} ${number}`;
}

function describeContent(parent: NodeName): string {
  return contentTerms(parent)
    .map((term) => term.names.map((name) => plainName(name as NodeName)).join(' or '))
    .join(', then ');
}

function readText(text: unknown, marks: unknown, place: Place): TextNode | undefined {
  if (typeof text !== 'string' || text === '') {
    report(place, 'a piece of text is empty.', ['text']);
    return undefined;
  }
  if (!isStorable(text)) {
    report(place, 'the text holds a character that cannot be stored. Type it again.', ['text']);
    return undefined;
  }
  const read = readMarks(marks ?? [], place);
  return read.length > 0 ? { type: 'text', text, marks: read } : { type: 'text', text };
}

const markOrder = Object.keys(markTable);

function readMarks(value: unknown, place: Place): Mark[] {
  if (!Array.isArray(value)) {
    report(place, 'the formatting must be a list.', ['marks']);
    return [];
  }
  const read = value.flatMap((mark: unknown, index): Mark[] => {
    if (!isRecord(mark) || !isMarkName(mark.type)) {
      const name = isRecord(mark) ? String(mark.type) : String(mark);
      report(place, `the formatting “${name}” is not known here.`, ['marks', index]);
      return [];
    }
    const definition: { attrs?: z.ZodType } = markTable[mark.type];
    if (!definition.attrs) return [{ type: mark.type } as Mark];
    const attrs = definition.attrs.safeParse(mark.attrs ?? {}, { error: plainIssue });
    if (attrs.success) return [{ type: mark.type, attrs: attrs.data } as Mark];
    reportIssues(attrs.error, { ...place, path: [...place.path, 'marks', index] });
    return [];
  });
  if (new Set(read.map(({ type }) => type)).size < read.length)
    report(place, 'the same formatting is applied twice.', ['marks']);
  if (['subscript', 'superscript'].every((type) => read.some((mark) => mark.type === type)))
    report(place, 'text is either above the line or below it, not both.', ['marks']);
  return read.sort((a, b) => markOrder.indexOf(a.type) - markOrder.indexOf(b.type));
}
