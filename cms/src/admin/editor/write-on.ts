/** The focus stays with whoever is writing, though the form around takes it away. */
import type { Editor } from '@tiptap/core';
import { Selection } from '@tiptap/pm/state';

/** Strapi takes the focus away to save; whoever saved in the midst of a sentence wants to go on. */
export function writeOnAfterSave({ view }: Editor): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) view.focus();
  });
}

/** Milliseconds in which an entry that was just created has its form again. */
const longest = 10_000;

/** Where somebody was writing when the form of a new entry went, to come back as that of a saved one. */
let left: { field: string; position: number; at: number } | undefined;

/** To be called while the editor is still in the page. */
export function leave(field: string, { view, state }: Editor): void {
  if (view.hasFocus()) left = { field, position: state.selection.from, at: Date.now() };
}

/** The cursor goes to where it was, if this is the text that was left a moment ago. */
export function comeBack(field: string, { view, state }: Editor): void {
  const place = left;
  left = undefined;
  if (place?.field !== field || Date.now() - place.at > longest) return;
  const position = Math.min(place.position, state.doc.content.size);
  const selection = Selection.near(state.doc.resolve(position), -1);
  view.dispatch(state.tr.setSelection(selection).scrollIntoView());
  view.focus();
}
