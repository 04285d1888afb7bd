/** Frequent questions with their answers. */
import { Node } from '@tiptap/core';
import { addSibling, leaveWhenEmpty, moveOnFrom, removeWhenBlank } from './items';

export const Faq = Node.create({
  name: 'faq',
  renderHTML: () => ['div', { class: 'faq' }, 0],
});

export const FaqItem = Node.create({
  name: 'faqItem',
  defining: true,
  renderHTML: () => ['div', { class: 'faq-item' }, 0],
  addKeyboardShortcuts() {
    return { 'Alt-Enter': () => addSibling(this.editor, 'faqItem') };
  },
});

export const Question = Node.create({
  name: 'question',
  defining: true,
  renderHTML: () => ['p', { class: 'question', 'data-placeholder': 'Question' }, 0],
  addKeyboardShortcuts() {
    return {
      Enter: () => moveOnFrom(this.editor, 'question'),
      Backspace: () => removeWhenBlank(this.editor, 'faqItem'),
    };
  },
});

export const Answer = Node.create({
  name: 'answer',
  defining: true,
  renderHTML: () => ['div', { class: 'answer' }, 0],
  addKeyboardShortcuts() {
    return { Enter: () => leaveWhenEmpty(this.editor, 'faqItem') };
  },
});
