/**
 * All that a writer can do to an article, described once: toolbar, menus, shortcuts and their list
 * are made from these tables.
 */
import type { MarkName, NodeName } from '@meridian/article';
import {
  Bold,
  Book,
  BulletList,
  Earth,
  GridNine,
  HeadingFour,
  HeadingThree,
  HeadingTwo,
  Image,
  Information,
  Italic,
  Link as LinkIcon,
  ListPlus,
  Minus,
  NumberList,
  Paragraph,
  Play,
  Question,
  Quotes,
  ThumbUp,
} from '@strapi/icons';
import type { Editor } from '@tiptap/core';
import type { ReactNode } from 'react';
import { insertBlock } from './insert-block';
import { activeLink, setLink } from './links';
import { SubscriptIcon, SuperscriptIcon } from './icons';
import { actions } from './nodes/call-to-action';
import { isCitingOffered } from './nodes/citation';
import { figureCaptionName } from './nodes/figure-caption';
import type { Surroundings } from './surroundings';
import { wordsOf } from './uploads';

interface Tools {
  editor: Editor;
  open: Surroundings['open'];
  notify: Surroundings['notify'];
}

export interface Command {
  /** Without it in the schema of the field, the command is not offered. */
  needs: NodeName | MarkName;
  label: string;
  icon: (props: { 'aria-hidden'?: boolean }) => ReactNode;
  /** As Tiptap writes keys, `Mod` being Ctrl or ⌘. */
  keys?: string;
  /** The keys are bound here, not by an extension of Tiptap. */
  binds?: true;
  /** What a line begins with to become it. */
  typed?: string;
  /** Other words that people look for. */
  words?: string;
  isActive?: (editor: Editor) => boolean;
  run: (tools: Tools) => void;
}

const heading = (level: 2 | 3 | 4, icon: Command['icon']): Command => ({
  needs: 'heading',
  label: `Heading ${String(level)}`,
  icon,
  keys: `Mod-Alt-${String(level)}`,
  typed: `${'#'.repeat(level)} `,
  words: `title section h${String(level)}${level === 2 ? ' h1' : ''}`,
  isActive: (editor) => editor.isActive('heading', { level }),
  run: ({ editor }) => editor.chain().focus().toggleHeading({ level }).run(),
});

export const headings: readonly Command[] = [
  heading(2, HeadingTwo),
  heading(3, HeadingThree),
  heading(4, HeadingFour),
];

const format = (
  name: MarkName,
  command: Pick<Command, 'label' | 'icon' | 'keys' | 'typed'>,
): Command => ({
  needs: name,
  ...command,
  isActive: (editor) => editor.isActive(name),
  run: ({ editor }) => editor.chain().focus().toggleMark(name).run(),
});

export const formats: readonly Command[] = [
  format('bold', { label: 'Bold', icon: Bold, keys: 'Mod-b', typed: '**bold**' }),
  format('italic', { label: 'Italic', icon: Italic, keys: 'Mod-i', typed: '*italic*' }),
  {
    needs: 'link',
    label: 'Link',
    icon: LinkIcon,
    keys: 'Mod-k',
    binds: true,
    isActive: (editor) => editor.isActive('link'),
    run: ({ editor, open }) => {
      open({
        kind: 'link',
        target: activeLink(editor),
        onChoose: (target, words) => {
          setLink(editor, target, words);
        },
        ...(editor.isActive('link')
          ? {
              onRemove: () => {
                editor.chain().focus().extendMarkRange('link').unsetMark('link').run();
              },
            }
          : {}),
      });
    },
  },
  format('superscript', { label: 'Superscript', icon: SuperscriptIcon, keys: 'Mod-.' }),
  format('subscript', { label: 'Subscript', icon: SubscriptIcon, keys: 'Mod-,' }),
  {
    needs: 'language',
    label: 'Language of the words',
    icon: Earth,
    isActive: (editor) => editor.isActive('language'),
    run: ({ editor, open }) => {
      open({
        kind: 'language',
        language: String(editor.getAttributes('language').lang ?? ''),
        onChoose: (lang) => {
          const chain = editor.chain().focus().extendMarkRange('language');
          if (lang === '') chain.unsetMark('language').run();
          else chain.setMark('language', { lang }).run();
        },
      });
    },
  },
];

export const lists: readonly Command[] = [
  {
    needs: 'bulletList',
    label: 'List',
    icon: BulletList,
    keys: 'Mod-Shift-8',
    typed: '- ',
    words: 'bullets unordered ul',
    isActive: (editor) => editor.isActive('bulletList'),
    run: ({ editor }) => editor.chain().focus().toggleList('bulletList', 'listItem').run(),
  },
  {
    needs: 'orderedList',
    label: 'Numbered list',
    icon: NumberList,
    keys: 'Mod-Shift-7',
    typed: '1. ',
    words: 'ordered ol',
    isActive: (editor) => editor.isActive('orderedList'),
    run: ({ editor }) => editor.chain().focus().toggleList('orderedList', 'listItem').run(),
  },
  {
    needs: 'blockquote',
    label: 'Quotation',
    icon: Quotes,
    keys: 'Mod-Shift-b',
    typed: '> ',
    words: 'blockquote',
    isActive: (editor) => editor.isActive('blockquote'),
    run: ({ editor }) => editor.chain().focus().toggleWrap('blockquote').run(),
  },
];

export const cite: Command = {
  needs: 'citation',
  label: 'Citation',
  icon: Book,
  keys: 'Mod-Alt-c',
  binds: true,
  words: 'reference study source doi pmid',
  run: ({ editor, open, notify }) => {
    const { citation } = editor.schema.nodes;
    const { contentMatch } = editor.state.selection.$from.parent.type;
    if (!citation || !contentMatch.matchType(citation)) {
      notify('A citation cannot stand here: put the cursor into a paragraph.');
      return;
    }
    open({
      kind: 'citation',
      onChoose: (reference) => {
        editor.chain().focus().insertContent({ type: 'citation', attrs: { reference } }).run();
      },
    });
  },
};

const paragraph = { type: 'paragraph' };
const cells = (type: string, count: number) =>
  Array.from({ length: count }, () => ({ type, content: [paragraph] }));

const insertion = (
  needs: NodeName,
  command: Pick<Command, 'label' | 'icon' | 'words' | 'typed'>,
  node: { type: string; attrs?: object; content?: object[] },
): Command => ({
  needs,
  ...command,
  run: ({ editor }) => {
    insertBlock(editor.view, node);
  },
});

export const insertions: readonly Command[] = [
  {
    needs: 'figure',
    label: 'Image',
    icon: Image,
    words: 'picture photo figure img',
    run: ({ editor, open }) => {
      open({
        kind: 'media',
        onChoose: (file) => {
          const image = { kind: 'upload', documentId: file.documentId };
          insertBlock(editor.view, {
            type: 'figure',
            attrs: { image, alt: wordsOf(file) },
            content: [{ type: figureCaptionName }],
          });
        },
      });
    },
  },
  insertion(
    'table',
    { label: 'Table', icon: GridNine, words: 'grid rows columns' },
    {
      type: 'table',
      content: [
        { type: 'tableRow', content: cells('tableHeader', 3) },
        { type: 'tableRow', content: cells('tableCell', 3) },
        { type: 'tableRow', content: cells('tableCell', 3) },
      ],
    },
  ),
  {
    needs: 'callout',
    label: 'Callout',
    icon: Information,
    words: 'note caution urgent emergency warning box',
    isActive: (editor) => editor.isActive('callout'),
    run: ({ editor }) => {
      const isWrapped = editor.chain().focus().wrapIn('callout', { kind: 'note' }).run();
      if (!isWrapped)
        insertBlock(editor.view, {
          type: 'callout',
          attrs: { kind: 'note' },
          content: [paragraph],
        });
    },
  },
  insertion(
    'steps',
    { label: 'Steps', icon: ListPlus, words: 'how it works mechanism numbered instructions' },
    { type: 'steps', content: [{ type: 'step', content: [{ type: 'stepTitle' }, paragraph] }] },
  ),
  insertion(
    'faq',
    { label: 'Questions and answers', icon: Question, words: 'faq frequent' },
    {
      type: 'faq',
      content: [
        {
          type: 'faqItem',
          content: [{ type: 'question' }, { type: 'answer', content: [paragraph] }],
        },
      ],
    },
  ),
  insertion(
    'callToAction',
    { label: 'Button', icon: ThumbUp, words: 'call to action book call visit' },
    { type: 'callToAction', attrs: { action: 'book', label: actions.book.label } },
  ),
  insertion(
    'video',
    { label: 'Video', icon: Play, words: 'youtube vimeo film embed' },
    { type: 'video', attrs: { url: '', title: '' } },
  ),
  insertion(
    'divider',
    { label: 'Divider', icon: Minus, typed: '---', words: 'line rule separator hr' },
    { type: 'divider' },
  ),
];

const plain: Command = {
  needs: 'paragraph',
  label: 'Paragraph',
  icon: Paragraph,
  keys: 'Mod-Alt-0',
  words: 'text plain p',
  run: ({ editor }) => editor.chain().focus().setParagraph().run(),
};

/** What the slash menu offers, in its order. */
export const slashCommands: readonly Command[] = [
  plain,
  ...headings,
  ...lists,
  cite,
  ...insertions,
];

/** Everything that has keys or is typed, for the list of shortcuts. */
export const allCommands: readonly Command[] = [
  ...formats,
  plain,
  ...headings,
  ...lists,
  cite,
  ...insertions,
];

/** The commands that the schema of the editor has a node or mark for. */
export function available(editor: Editor, commands: readonly Command[]): readonly Command[] {
  const { nodes, marks } = editor.schema;
  const canCite = isCitingOffered(editor);
  return commands.filter(
    ({ needs }) => (needs in nodes || needs in marks) && (needs !== 'citation' || canCite),
  );
}

const isMac = navigator.platform.startsWith('Mac');

/** Keys as they are printed on the keyboard at hand. */
export function shownKeys(keys: string): string {
  const names: Record<string, string> = isMac
    ? { Mod: '⌘', Alt: '⌥', Shift: '⇧' }
    : { Mod: 'Ctrl' };
  return keys
    .split('-')
    .map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join(isMac ? '' : '+');
}
