/** Formats of text that Tiptap's own extensions do not have in the article's form. */
import type { LinkTarget } from '@meridian/article';
import { InputRule, Mark, markInputRule } from '@tiptap/core';
import { Bold as TiptapBold } from '@tiptap/extension-bold';
import { Italic as TiptapItalic } from '@tiptap/extension-italic';
import { addressIn } from './dialogs/address';

/** A link to an address or to an entry. What may be linked to is the article's rule. */
export const Link = Mark.create({
  name: 'link',
  inclusive: false,
  renderHTML({ mark }) {
    const target = mark.attrs.target as LinkTarget;
    const address = target.kind === 'url' ? target.url : `${target.kind}: ${target.documentId}`;
    // No address to follow: a click puts the cursor there, the toolbar shows where the link leads.
    return ['a', { class: `to-${target.kind}`, role: 'link', title: address }, 0];
  },
  addInputRules() {
    return [
      new InputRule({
        find: /\[([^[\]\n]+)\]\((https?:\/\/[^\s()]+)\)$/,
        handler: ({ state, range, match: [, words = '', url = ''] }) => {
          const address = addressIn(url);
          if (address === undefined) return null;
          const target = { kind: 'url', url: address };
          const text = state.schema.text(words, [this.type.create({ target })]);
          state.tr.replaceWith(range.from, range.to, text).removeStoredMark(this.type);
          return undefined;
        },
      }),
    ];
  },
});

/** Signs of Markdown stand close at the words: "2 * 3 * 4" is a sum. */
const rules = {
  bold: [/(?:^|\s)(\*\*(?=[^\s*])([^*]*[^\s*])\*\*)$/, /(?:^|\s)(__(?=[^\s_])([^_]*[^\s_])__)$/],
  italic: [/(?:^|\s)(\*(?=[^\s*])([^*]*[^\s*])\*)$/, /(?:^|\s)(_(?=[^\s_])([^_]*[^\s_])_)$/],
};

export const Bold = TiptapBold.extend({
  addInputRules() {
    return rules.bold.map((find) => markInputRule({ find, type: this.type }));
  },
});

export const Italic = TiptapItalic.extend({
  addInputRules() {
    return rules.italic.map((find) => markInputRule({ find, type: this.type }));
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
