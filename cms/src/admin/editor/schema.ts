/**
 * The editor's schema: names, content rules and attributes come from `packages/article`; what is
 * here is how each node looks and behaves under the hands of a writer. A node that is missing in the
 * table fails the typecheck.
 */
import {
  attributeDefaults,
  contentExpression,
  type Extent,
  type MarkName,
  type NodeName,
  nodesIn,
} from '@meridian/article';
import type { AnyExtension, Mark, Node } from '@tiptap/core';
import { Document } from '@tiptap/extension-document';
import { HorizontalRule } from '@tiptap/extension-horizontal-rule';
import { ListItem } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { Bold, Italic, Language, Link, Subscript, Superscript } from './marks';
import { CallToAction } from './nodes/call-to-action';
import { Callout } from './nodes/callout';
import { Citation, type CitationOptions } from './nodes/citation';
import { Answer, Faq, FaqItem, Question } from './nodes/faq';
import { Figure } from './nodes/figure';
import { FigureCaption, figureCaptionName } from './nodes/figure-caption';
import { LockedBlock, lockedBlockName } from './nodes/locked-block';
import { Step, Steps, StepTitle } from './nodes/steps';
import { Blockquote, BulletList, HardBreak, Heading, OrderedList } from './nodes/prose';
import { Table, TableCell, TableHeader, TableRow } from './nodes/table';
import { Video } from './nodes/video';

const nodes = {
  doc: Document,
  paragraph: Paragraph,
  heading: Heading,
  bulletList: BulletList,
  orderedList: OrderedList,
  listItem: ListItem,
  blockquote: Blockquote,
  figure: Figure,
  table: Table,
  tableRow: TableRow,
  tableCell: TableCell,
  tableHeader: TableHeader,
  divider: HorizontalRule.extend({ name: 'divider' }),
  callout: Callout,
  steps: Steps,
  step: Step,
  stepTitle: StepTitle,
  faq: Faq,
  faqItem: FaqItem,
  question: Question,
  answer: Answer,
  callToAction: CallToAction,
  video: Video,
  text: Text,
  hardBreak: HardBreak,
  citation: Citation,
} satisfies Record<NodeName, Node>;

const marks = {
  link: Link,
  language: Language,
  bold: Bold,
  italic: Italic,
  subscript: Subscript,
  superscript: Superscript,
} satisfies Record<MarkName, Mark>;

const attributesOf = (name: NodeName | MarkName) =>
  Object.fromEntries(
    Object.entries(attributeDefaults(name)).map(([attribute, value]) => [
      attribute,
      // What the HTML of a node says is up to its own rendering.
      { default: value, isRequired: value === undefined, rendered: false },
    ]),
  );

/** The extensions that make the schema of an extent. */
export function schemaExtensions(extent: Extent, citations: CitationOptions): AnyExtension[] {
  const allowed = nodesIn(extent);
  const made = [...allowed].map((name) => {
    const rule = contentExpression(name, allowed);
    const configured = name === 'citation' ? Citation.configure(citations) : nodes[name];
    return (configured as Node).extend({
      ...(rule === '' ? {} : { content: contentFor(name, rule) }),
      addAttributes: () => attributesOf(name),
    });
  });
  const formats = Object.entries(marks).map(([name, mark]) =>
    (mark as Mark).extend({ addAttributes: () => attributesOf(name as MarkName) }),
  );
  const caption = allowed.has('figure')
    ? [FigureCaption.extend({ content: contentExpression('figure', allowed) })]
    : [];
  return [...made, ...caption, LockedBlock, ...formats];
}

/** Where the editor's rules differ from the article's; see `value.ts`. */
function contentFor(name: NodeName, rule: string): string {
  if (name === 'figure') return figureCaptionName;
  return name === 'doc' ? rule.replace(')+', ` | ${lockedBlockName})+`) : rule;
}
