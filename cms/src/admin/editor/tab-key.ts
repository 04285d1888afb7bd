/** The Tab key where it has no other meaning: on to what stands after the cursor, in the text or behind it. */
import { Extension } from '@tiptap/core';
import type { EditorView } from '@tiptap/pm/view';

const stops =
  'a[href], button:not(:disabled), input:not(:disabled), select, textarea, [tabindex]:not([tabindex="-1"])';

/**
 * A browser would go to the first field within the text, wherever the cursor is: into the words of an
 * image that stands far above.
 */
export const TabKey = Extension.create({
  name: 'tabKey',
  // After lists and tables.
  priority: 10,
  addKeyboardShortcuts() {
    return { Tab: () => focusNext(this.editor.view) };
  },
});

function focusNext(view: EditorView): boolean {
  const cursor = view.domAtPos(view.state.selection.to).node;
  const next = [...document.querySelectorAll<HTMLElement>(stops)].find(
    (stop) =>
      cursor.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING &&
      stop.tabIndex >= 0 &&
      stop.checkVisibility(),
  );
  next?.focus();
  return next !== undefined;
}
