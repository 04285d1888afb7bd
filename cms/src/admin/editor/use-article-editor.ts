/** Makes the editor, and keeps it and the form around it of one mind. */
import { EditorState, Selection } from '@tiptap/pm/state';
import { type Editor, useEditor } from '@tiptap/react';
import { dequal } from 'dequal';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { editorExtensions } from './extensions';
import { type CitedReference, renumberCitations } from './nodes/citation';
import type { Surroundings } from './surroundings';
import { type JsonNode, readValue, writeValue } from './value';
import { comeBack, leave } from './write-on';

interface Options {
  id: string;
  label: string;
  /** The value in the form. */
  value: unknown;
  /** The value on the server. */
  saved: unknown;
  isEditable: boolean;
  isRequired: boolean;
  hasError: boolean;
  /** What the text can cite. */
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

/** The editor, and what tells the form at once of what was changed last. */
export function useArticleEditor(options: Options): { editor: Editor; flush: () => void } {
  const { id, label, value, saved, isEditable, references, surroundings, onChange } = options;
  const { extent, cites } = surroundings.around;
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
        citations: { references: () => known.current, isOffered: cites },
      }),
    [extent, surroundings, cites],
  );
  const editor = useEditor({
    extensions,
    editable: isEditable,
    shouldRerenderOnTransaction: false,
    // What is pasted was read with more knowledge, see `clipboard`.
    enablePasteRules: false,
    editorProps: {
      attributes: {
        id,
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        ...(options.isRequired && { 'aria-required': 'true' }),
        ...(options.hasError && { 'aria-invalid': 'true' }),
        ...(!isEditable && { 'aria-readonly': 'true' }),
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
      // The first change at once, so that the entry can be saved; and what nobody typed, such as an
      // image that has arrived: no blur will tell of it before the entry is saved.
      const isTyped = editor.view.dom.closest('.article-editor')?.contains(document.activeElement);
      const isLate = now - pending.current.since > longest;
      if ((isFirst && isClean.current) || isLate || isTyped !== true) tell(editor);
    },
  });

  useEffect(() => {
    const current = value ?? null;
    const at = told.current.findLastIndex(
      (earlier) => earlier === current || dequal(earlier, current),
    );
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
    // The forms within the text ask at each change.
    editor.view.dispatch(editor.state.tr);
    if (isEditable) comeBack(id, editor);
  }, [editor, id, isEditable]);

  const isNew = useRef(true);
  isNew.current = (saved ?? null) === null;
  // Not later: then it is out of the page.
  useLayoutEffect(
    () => () => {
      if (isNew.current) leave(id, editor);
    },
    [editor, id],
  );

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

/** Puts a text into the editor that nobody typed there. What was done to another is not undone in it. */
function load({ state, view, schema }: Editor, content: JsonNode): void {
  const doc = schema.nodeFromJSON(content);
  const selection = Selection.atStart(doc);
  view.updateState(EditorState.create({ doc, selection, plugins: state.plugins }));
  // For all that listens to changes.
  view.dispatch(view.state.tr.setMeta('addToHistory', false));
}
