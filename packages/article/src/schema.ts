/**
 * The one place that says what an article is made of. Validation, the types, the HTML in and out,
 * the editor's schema and the site's views all derive from these two tables.
 *
 * A document is ProseMirror JSON: `{ type, attrs?, content? }`, text with `marks`.
 */
import { z } from 'zod';
import { imageSource, isWebUrl, linkTarget } from './links.ts';

/** One step of a content rule: how many children of which nodes come next. */
interface Term<Names extends readonly string[] = readonly string[]> {
  readonly names: Names;
  readonly min: 0 | 1;
  readonly many: boolean;
}
const one = <const N extends string>(name: N) =>
  ({ names: [name], min: 1, many: false }) as const satisfies Term;
const some = <const N extends readonly string[]>(...names: N) =>
  ({ names, min: 1, many: true }) as const satisfies Term;
const any = <const N extends readonly string[]>(...names: N) =>
  ({ names, min: 0, many: true }) as const satisfies Term;

/** What a person can fill in later: a draft may lack it, a published article may not. */
interface Missing {
  attribute: string;
  message: string;
}

interface NodeDefinition {
  attrs?: z.ZodType;
  missing?: (attrs: never) => (Missing | false)[];
  content?: readonly Term[];
}

/** Attributes together with what a published article may not lack among them. */
const attributes = <Z extends z.ZodType>(
  attrs: Z,
  missing: (attrs: z.output<Z>) => (Missing | false)[],
) => ({ attrs, missing });

/** PostgreSQL cannot store NUL, and half a surrogate pair is no character. */
export const isStorable = (text: string): boolean =>
  !text.includes('\u0000') && text.isWellFormed();

/** Plain text on one line. */
const line = z
  .string()
  .refine(isStorable, 'The text holds a character that cannot be stored. Type it again.')
  .transform((text) => text.replace(/\s+/g, ' ').trim())
  .refine((text) => text.length <= 300, 'At most 300 characters fit here.');
const inline = ['text', 'hardBreak', 'citation'] as const;
const prose = ['paragraph', 'bulletList', 'orderedList'] as const;

const span = z.int().min(1).max(100);

export const nodes = {
  doc: {
    content: [
      some(
        'paragraph',
        'heading',
        'bulletList',
        'orderedList',
        'blockquote',
        'figure',
        'table',
        'divider',
        'callout',
        'steps',
        'faq',
        'callToAction',
        'video',
      ),
    ],
  },
  paragraph: { content: [any(...inline)] },
  /** Levels 2 to 4: level 1 is the title of the page. */
  heading: {
    attrs: z.strictObject({ level: z.union([z.literal(2), z.literal(3), z.literal(4)]) }),
    content: [any(...inline)],
  },
  bulletList: { content: [some('listItem')] },
  orderedList: {
    attrs: z.strictObject({ start: z.int().min(0).max(100_000).default(1) }),
    content: [some('listItem')],
  },
  listItem: { content: [one('paragraph'), any(...prose, 'figure')] },
  blockquote: { content: [some(...prose)] },
  /** An image; its content is the caption. */
  figure: {
    ...attributes(
      z.strictObject({
        image: imageSource,
        alt: line.default(''),
        decorative: z.boolean().default(false),
        credit: line.default(''),
      }),
      ({ image, alt, decorative }) => [
        !decorative &&
          alt === '' && {
            attribute: 'alt',
            message: 'describe the image for people who cannot see it, or mark it as decorative.',
          },
        image.kind === 'url' && {
          attribute: 'image',
          message: 'the image lies on another site: add it to the media library.',
        },
      ],
    ),
    content: [any(...inline)],
  },
  table: {
    attrs: z.strictObject({ caption: line.default('') }),
    content: [some('tableRow')],
  },
  tableRow: { content: [some('tableCell', 'tableHeader')] },
  tableCell: {
    attrs: z.strictObject({ colspan: span.default(1), rowspan: span.default(1) }),
    content: [some(...prose)],
  },
  tableHeader: {
    attrs: z.strictObject({ colspan: span.default(1), rowspan: span.default(1) }),
    content: [some(...prose)],
  },
  divider: {},
  callout: {
    attrs: z.strictObject({ kind: z.enum(['note', 'caution', 'urgent', 'emergency']) }),
    content: [some(...prose)],
  },
  steps: { content: [some('step')] },
  step: { content: [one('stepTitle'), some(...prose, 'figure')] },
  stepTitle: { content: [any(...inline)] },
  faq: { content: [some('faqItem')] },
  faqItem: { content: [one('question'), one('answer')] },
  question: { content: [any('text')] },
  answer: { content: [some(...prose)] },
  /** A button. Book, call and visit take their target from the clinic of the post. */
  callToAction: attributes(
    z.strictObject({
      action: z.enum(['book', 'call', 'visit', 'link']),
      label: line,
      target: linkTarget.nullable().default(null),
    }),
    ({ action, label, target }) => [
      label === '' && { attribute: 'label', message: 'the button needs a label.' },
      action === 'link' &&
        target === null && { attribute: 'target', message: 'choose where the button leads.' },
    ],
  ),
  video: attributes(
    z.strictObject({
      url: z
        .string()
        .refine(
          (url) => url === '' || isWebUrl(url),
          'A video address must start with https:// or http://.',
        ),
      title: line,
    }),
    ({ url, title }) => [
      url === '' && { attribute: 'url', message: 'give the address of the video.' },
      title === '' && {
        attribute: 'title',
        message: 'give the video a title, so that people know what they start.',
      },
    ],
  ),
  text: {},
  hardBreak: {},
  /** Points to a reference of the post by its key. */
  citation: {
    attrs: z.strictObject({
      reference: z
        .string()
        .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'A citation needs the key of a reference.')
        .max(60),
    }),
  },
} as const satisfies Record<string, NodeDefinition>;

/** The marks of text, in the order in which they are kept. */
export const marks = {
  link: { attrs: z.strictObject({ target: linkTarget }) },
  /** Text in another language than the article's (WCAG 2.2, 3.1.2), as a BCP 47 tag. */
  language: {
    attrs: z.strictObject({
      lang: z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'Use a code such as es or zh.'),
    }),
  },
  bold: {},
  italic: {},
  subscript: {},
  superscript: {},
} as const satisfies Record<string, Pick<NodeDefinition, 'attrs'>>;

export type NodeName = keyof typeof nodes;
export type MarkName = keyof typeof marks;

type AttrsOf<Entry> = Entry extends { attrs: infer Z extends z.ZodType }
  ? { attrs: z.output<Z> }
  : unknown;

type ContentOf<Terms> = Terms extends readonly [infer First extends Term, ...infer Rest]
  ? First['many'] extends true
    ? [...NodeOf<First['names'][number] & NodeName>[], ...ContentOf<Rest>]
    : [NodeOf<First['names'][number] & NodeName>, ...ContentOf<Rest>]
  : [];

type Children<Entry> = Entry extends { content: infer Terms }
  ? { content: ContentOf<Terms> }
  : unknown;

export type MarkOf<M extends MarkName> = M extends MarkName
  ? { type: M } & AttrsOf<(typeof marks)[M]>
  : never;
export type Mark = MarkOf<MarkName>;

export interface TextNode {
  type: 'text';
  text: string;
  marks?: Mark[];
}

/** The canonical form of the node `N`: defaults filled in, `content` always there. */
export type NodeOf<N extends NodeName> = N extends 'text'
  ? TextNode
  : N extends NodeName
    ? { type: N } & AttrsOf<(typeof nodes)[N]> & Children<(typeof nodes)[N]>
    : never;

export type ArticleNode = NodeOf<NodeName>;
export type Article = NodeOf<'doc'>;
export type Block = Article['content'][number];
export type Inline = NodeOf<(typeof inline)[number]>;

const isInlineName = new Set<string>(inline);

/** Nodes that hold text directly, such as a paragraph or a caption. */
export function isTextblock(name: NodeName): boolean {
  return contentTerms(name)[0]?.names.some((child) => isInlineName.has(child)) ?? false;
}

/** The schema of a node's attributes, if it has any. */
export function attrsSchema(name: NodeName): z.ZodType | undefined {
  const definition: NodeDefinition = nodes[name];
  return definition.attrs;
}

/**
 * What a node lacks for publication.
 * @param attrs attributes that the node's own schema has accepted.
 */
export function missingIn(name: NodeName, attrs: unknown): Missing[] {
  const definition: NodeDefinition = nodes[name];
  return definition.missing?.(attrs as never).filter((missing) => missing !== false) ?? [];
}

/** The content rule of a node; empty for one without content. */
export function contentTerms(name: NodeName): readonly Term[] {
  const definition: NodeDefinition = nodes[name];
  return definition.content ?? [];
}

/** The content rule of a node as ProseMirror writes it, of those children that `allowed` has. */
export function contentExpression(name: NodeName, allowed: ReadonlySet<string>): string {
  return contentTerms(name)
    .map(({ names, min, many }) => {
      const kept = names.filter((child) => allowed.has(child));
      return `(${kept.join(' | ')})${many ? (min === 1 ? '+' : '*') : ''}`;
    })
    .join(' ');
}

/** The attributes of a node or mark with their defaults; `undefined` where one must be given. */
export function attributeDefaults(name: NodeName | MarkName): Record<string, unknown> {
  const { attrs }: NodeDefinition =
    name in nodes ? nodes[name as NodeName] : marks[name as MarkName];
  if (!(attrs instanceof z.ZodObject)) return {};
  return Object.fromEntries(
    Object.entries(attrs.shape as Record<string, z.ZodType>).map(([attribute, schema]) => [
      attribute,
      schema.safeParse(undefined).data,
    ]),
  );
}

/**
 * Whether a sequence of children fits the content rule of `parent`. The rules are such that
 * taking as many children as a term allows never has to be taken back.
 */
export function fitsContent(parent: NodeName, children: readonly string[]): boolean {
  let next = 0;
  for (const term of contentTerms(parent)) {
    const first = next;
    while (next < children.length && (term.many || next === first)) {
      const child = children[next];
      if (child === undefined || !term.names.includes(child)) break;
      next += 1;
    }
    if (next - first < term.min) return false;
  }
  return next === children.length;
}

const allowedNames = new Map(
  Object.keys(nodes).map((name) => [
    name,
    new Set(contentTerms(name as NodeName).flatMap((term) => term.names)),
  ]),
);

/** Names that may stand anywhere in `parent`. */
export function allowedIn(parent: NodeName): ReadonlySet<string> {
  return allowedNames.get(parent) ?? new Set();
}
