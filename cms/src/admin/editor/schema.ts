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
import { Blockquote } from '@tiptap/extension-blockquote';
import { Bold } from '@tiptap/extension-bold';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Heading } from '@tiptap/extension-heading';
import { HorizontalRule } from '@tiptap/extension-horizontal-rule';
import { Italic } from '@tiptap/extension-italic';
import { BulletList, ListItem, OrderedList } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { Language, Link, Subscript, Superscript } from './marks';
import { CallToAction } from './nodes/call-to-action';
import { Callout } from './nodes/callout';
import { Citation, type CitedReference } from './nodes/citation';
import { Answer, Faq, FaqItem, Question } from './nodes/faq';
import { Figure } from './nodes/figure';
import { LockedBlock, lockedBlockName } from './nodes/locked-block';
import { Step, Steps, StepTitle } from './nodes/steps';
import { Table, TableCell, TableHeader, TableRow } from './nodes/table';
import { Video } from './nodes/video';

const nodes = {
  doc: Document,
  paragraph: Paragraph,
  heading: Heading.configure({ levels: [2, 3, 4] }),
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
export function schemaExtensions(
  extent: Extent,
  references: () => readonly CitedReference[] = () => [],
): AnyExtension[] {
  const allowed = nodesIn(extent);
  const made = [...allowed].map((name) => {
    const rule = contentExpression(name, allowed);
    return (nodes[name] as Node).extend({
      ...(rule === '' ? {} : { content: name === 'doc' ? withLockedBlocks(rule) : rule }),
      addAttributes: () => attributesOf(name),
    });
  });
  const formats = Object.entries(marks).map(([name, mark]) =>
    (mark as Mark).extend({ addAttributes: () => attributesOf(name as MarkName) }),
  );
  const withReferences = made.map((node) =>
    node.name === 'citation' ? node.configure({ references }) : node,
  );
  return [...withReferences, LockedBlock, ...formats];
}

const withLockedBlocks = (rule: string) => rule.replace(')+', ` | ${lockedBlockName})+`);
