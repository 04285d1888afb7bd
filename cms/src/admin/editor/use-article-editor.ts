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
  /** The value on the server. */
  saved: unknown;
  isEditable: boolean;
  /** What the text can cite; nothing, where the form has no references. */
  references: readonly CitedReference[] | undefined;
  surroundings: Surroundings;
  onChange: (value: JsonNode | null) => void;
}

/**
 * How long somebody pauses before the form is told of a change, and after how long it is told at the
 * latest, in milliseconds. Each telling renders the whole form.
 */
const pause = 300;
const longest = 2_000;

/** The editor, and what tells the form at once of what was changed last. */
export function useArticleEditor(options: Options): { editor: Editor; flush: () => void } {
  const { id, label, extent, value, saved, isEditable, references, surroundings, onChange } =
    options;
  const hasReferences = references !== undefined;
  /**
   * What the form was told since it was saved last, beginning with what was saved: a form that comes
   * back from a save has one of these values, which may not be the newest.
   */
  const told = useRef<unknown[]>([]);
  const pending = useRef<{ timer: number; since: number } | undefined>(undefined);
  const known = useRef(references);
  known.current = references;
  const latest = useRef(onChange);
  latest.current = onChange;
  /** Whether the form has nothing to save yet, as far as it knows. */
  const isClean = useRef(true);
  isClean.current = dequal(value ?? null, saved ?? null);

  const tell = useCallback((editor: Editor) => {
    if (!pending.current) return;
    window.clearTimeout(pending.current.timer);
    pending.current = undefined;
    const written = writeValue(editor.state.doc);
    if (dequal(written, told.current.at(-1))) return;
    told.current.push(written);
    latest.current(written);
  }, []);

  const extensions = useMemo(
    () =>
      editorExtensions({
        extent,
        surroundings,
        citations: { references: () => known.current ?? [], isOffered: hasReferences },
      }),
    [extent, surroundings, hasReferences],
  );
  const editor = useEditor({
    extensions,
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
      if ((isFirst && isClean.current) || now - pending.current.since > longest) tell(editor);
    },
  });

  useEffect(() => {
    const current = value ?? null;
    const at = told.current.findIndex((earlier) => earlier === current || dequal(earlier, current));
    if (at === -1) {
      // An entry that was loaded, another version of it, a text taken back.
      told.current = [current];
      window.clearTimeout(pending.current?.timer);
      pending.current = undefined;
      load(editor, readValue(editor.schema, current, extent));
      return;
    }
    if (isClean.current) told.current = told.current.slice(at);
    if (current === told.current.at(-1) || dequal(current, told.current.at(-1))) return;
    // Somebody went on writing while the form was saved, and it came back with what it was before.
    told.current = [...told.current.slice(0, 1), current];
    window.clearTimeout(pending.current?.timer);
    pending.current = {
      since: Date.now(),
      timer: window.setTimeout(() => {
        tell(editor);
      }),
    };
  }, [editor, value, extent, tell]);

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
      // Somebody is led away, such as by a session that has ended.
      tell(editor);
    };
  }, [editor, tell]);
  return {
    editor,
    flush: () => {
      tell(editor);
    },
  };
}

/** Puts a text into the editor that nobody typed there. */
function load(editor: Editor, content: JsonNode): void {
  editor
    .chain()
    .setMeta('addToHistory', false)
    .setContent(content, { emitUpdate: false, errorOnInvalidContent: true })
    .command(({ tr }) => {
      tr.setSelection(Selection.atStart(tr.doc));
      return true;
    })
    .run();
}
