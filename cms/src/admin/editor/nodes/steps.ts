/** Numbered steps, each with a title and a text. */
import { Node } from '@tiptap/core';
import { addSibling, leaveWhenEmpty, moveOnFrom, removeWhenBlank } from './items';

export const Steps = Node.create({
  name: 'steps',
  renderHTML: () => ['ol', { class: 'steps', dir: 'auto' }, 0],
});

export const Step = Node.create({
  name: 'step',
  defining: true,
  renderHTML: () => ['li', 0],
  addKeyboardShortcuts() {
    return {
      Enter: () => leaveWhenEmpty(this.editor, 'step'),
      'Alt-Enter': () => addSibling(this.editor, 'step'),
    };
  },
});

export const StepTitle = Node.create({
  name: 'stepTitle',
  defining: true,
  renderHTML: () => ['p', { class: 'step-title', 'data-placeholder': 'Title of the step' }, 0],
  addKeyboardShortcuts() {
    return {
      Enter: () => moveOnFrom(this.editor, 'stepTitle'),
      Backspace: () => removeWhenBlank(this.editor, 'step'),
    };
  },
});
