/** Tiptap's own nodes of running text, where an article asks for something else than they do. */
import { textblockTypeInputRule, wrappingInputRule } from '@tiptap/core';
import { Blockquote as TiptapBlockquote } from '@tiptap/extension-blockquote';
import { HardBreak as TiptapHardBreak } from '@tiptap/extension-hard-break';
import { Heading as TiptapHeading } from '@tiptap/extension-heading';
import {
  BulletList as TiptapBulletList,
  OrderedList as TiptapOrderedList,
} from '@tiptap/extension-list';

/** Level 1 is the title of the page: whoever types its sign means the highest in the text. */
export const Heading = TiptapHeading.extend({
  addInputRules() {
    return [
      textblockTypeInputRule({
        find: /^(#{1,4})\s$/,
        type: this.type,
        getAttributes: ([, signs = '']) => ({ level: Math.max(2, signs.length) }),
      }),
    ];
  },
}).configure({ levels: [2, 3, 4] });

/** Bars and bullets stand at the side where the text begins. */
const sided = { dir: 'auto' };

export const Blockquote = TiptapBlockquote.extend({
  renderHTML: () => ['blockquote', sided, 0],
});

export const BulletList = TiptapBulletList.extend({ renderHTML: () => ['ul', sided, 0] });

export const OrderedList = TiptapOrderedList.extend({
  renderHTML: ({ node }) => ['ol', { ...sided, start: node.attrs.start as number }, 0],
  addInputRules() {
    return [
      wrappingInputRule({
        // Not every number: a sentence may begin with a year.
        find: /^(\d{1,2})[.)]\s$/,
        type: this.type,
        getAttributes: ([, number]) => ({ start: Number(number) }),
        joinPredicate: ([, number], { childCount, attrs }) =>
          childCount + (attrs.start as number) === Number(number),
      }),
    ];
  },
});

/** Ctrl+Enter saves the entry; a line of a question has no breaks. */
export const HardBreak = TiptapHardBreak.extend({
  addKeyboardShortcuts() {
    return {
      'Shift-Enter': () => {
        const { $from } = this.editor.state.selection;
        const holdsBreaks = $from.parent.type.contentMatch.matchType(this.type) !== null;
        return !holdsBreaks || this.editor.commands.setHardBreak();
      },
    };
  },
});
