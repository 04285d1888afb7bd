/** Makes the editor, and keeps it and the form around it of one mind. */
import type { Extent } from '@meridian/article';
import { Selection } from '@tiptap/pm/state';
import { type Editor, useEditor } from '@tiptap/react';
import { dequal } from 'dequal';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { editorExtensions } from './extensions';
import { type CitedReference, renumberCitations } from './nodes/citation';
import type { Surroundings } from './surroundings';
import { type JsonNode, readValue, writeValue } from './value';

interface Options {
  id: string;
  label: string;
  extent: Extent;
  /** The value in the form. */
  value: unknown;
  isEditable: boolean;
  references: readonly CitedReference[];
  surroundings: Surroundings;
  onChange: (value: JsonNode | null) => void;
}

/**
 * How long somebody pauses before the form is told of a change, and after how long it is told at the
 * latest, in milliseconds. Each telling renders the whole form.
 */
const pause = 300;
const longest = 2_000;

export function useArticleEditor(options: Options): Editor {
  const { id, label, extent, value, isEditable, references, surroundings, onChange } = options;
  /** The value that the form and the editor agree on. */
  const agreed = useRef<unknown>(undefined);
  const pending = useRef<{ timer: number; since: number } | undefined>(undefined);
  const known = useRef(references);
  known.current = references;
  const latest = useRef(onChange);
  latest.current = onChange;

  const tell = useCallback((editor: Editor) => {
    if (!pending.current) return;
    window.clearTimeout(pending.current.timer);
    pending.current = undefined;
    const written = writeValue(editor.state.doc);
    if (dequal(written, agreed.current ?? null)) return;
    agreed.current = written;
    latest.current(written);
  }, []);

  const extensions = useMemo(
    () => editorExtensions({ extent, surroundings, references: () => known.current }),
    [extent, surroundings],
  );
  const editor = useEditor({
    extensions,
    content: readValue(undefined, extent),
    editable: isEditable,
    shouldRerenderOnTransaction: false,
    editorProps: {
      attributes: {
        id,
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        'aria-describedby': `${id}-hint ${id}-error`,
      },
    },
    onUpdate: ({ editor }) => {
      const now = Date.now();
      const isFirst = pending.current === undefined;
      window.clearTimeout(pending.current?.timer);
      pending.current = {
        since: pending.current?.since ?? now,
        timer: window.setTimeout(() => {
          tell(editor);
        }, pause),
      };
      // The first change at once, so that the entry can be saved.
      if (isFirst || now - pending.current.since > longest) tell(editor);
    },
    onBlur: ({ editor }) => {
      tell(editor);
    },
  });

  // An entry that was loaded, another version of it, a form that was reset, a text taken back.
  useEffect(() => {
    if (dequal(value ?? null, agreed.current)) return;
    agreed.current = value ?? null;
    window.clearTimeout(pending.current?.timer);
    pending.current = undefined;
    editor
      .chain()
      .setMeta('addToHistory', false)
      .setContent(readValue(value, extent), { emitUpdate: false, errorOnInvalidContent: true })
      .command(({ tr }) => {
        tr.setSelection(Selection.atStart(tr.doc));
        return true;
      })
      .run();
  }, [editor, value, extent]);

  useEffect(() => {
    editor.setEditable(isEditable, false);
  }, [editor, isEditable]);

  useEffect(() => {
    renumberCitations(editor);
  }, [editor, references]);

  useEffect(() => {
    const hide = () => {
      tell(editor);
    };
    document.addEventListener('visibilitychange', hide);
    return () => {
      document.removeEventListener('visibilitychange', hide);
      window.clearTimeout(pending.current?.timer);
    };
  }, [editor, tell]);
  return editor;
}
