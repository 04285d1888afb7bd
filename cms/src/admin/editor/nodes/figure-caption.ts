import { Node } from '@tiptap/core';
import { Selection } from '@tiptap/pm/state';
import { depthOf } from './items';

/** In the editor alone: the article has a caption as the content of its image. */
export const figureCaptionName = 'figureCaption';

export const FigureCaption = Node.create({
  name: figureCaptionName,
  defining: true,
  renderHTML: () => ['figcaption', { 'data-placeholder': 'Caption' }, 0],
  addKeyboardShortcuts() {
    return {
      // Out of the caption, to a line below the image.
      Enter: () =>
        this.editor.commands.command(({ tr, state }) => {
          const { $from } = state.selection;
          const depth = depthOf($from, 'figure');
          const paragraph = state.schema.nodes.paragraph?.create();
          if (depth === undefined || !paragraph) return false;
          const below = $from.after(depth);
          tr.insert(below, paragraph);
          tr.setSelection(Selection.near(tr.doc.resolve(below + 1))).scrollIntoView();
          return true;
        }),
    };
  },
});
