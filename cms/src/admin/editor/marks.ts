/** Formats of text that Tiptap's own extensions do not have in the article's form. */
import type { LinkTarget } from '@meridian/article';
import { Mark } from '@tiptap/core';

/** A link to an address or to an entry. What may be linked to is the article's rule. */
export const Link = Mark.create({
  name: 'link',
  inclusive: false,
  renderHTML({ mark }) {
    const target = mark.attrs.target as LinkTarget;
    const address = target.kind === 'url' ? target.url : `${target.kind}: ${target.documentId}`;
    // No address to follow: a click puts the cursor there, the toolbar shows where the link leads.
    return ['a', { class: `to-${target.kind}`, title: address }, 0];
  },
});

/** Text in another language than the rest: screen readers pronounce it so. */
export const Language = Mark.create({
  name: 'language',
  renderHTML: ({ mark }) => {
    const lang = mark.attrs.lang as string;
    return ['span', { lang, class: 'language', title: `Language: ${lang}` }, 0];
  },
});

/** Text is either above or below the line. */
export const Subscript = Mark.create({
  name: 'subscript',
  excludes: 'subscript superscript',
  parseHTML: () => [{ tag: 'sub' }],
  renderHTML: () => ['sub', 0],
  addKeyboardShortcuts() {
    return { 'Mod-,': () => this.editor.commands.toggleMark('subscript') };
  },
});

export const Superscript = Mark.create({
  name: 'superscript',
  excludes: 'subscript superscript',
  parseHTML: () => [{ tag: 'sup' }],
  renderHTML: () => ['sup', 0],
  addKeyboardShortcuts() {
    return { 'Mod-.': () => this.editor.commands.toggleMark('superscript') };
  },
});
