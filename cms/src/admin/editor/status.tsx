/** Words and reading time below the text. */
import { countWords, minutesToRead } from '@meridian/article';
import { type Editor } from '@tiptap/react';
import { type ReactNode, useEffect, useState } from 'react';
import { shownKeys } from './commands';
import { isPending } from './value';

/** Counting waits until somebody pauses, in milliseconds: it goes through the whole text. */
const pause = 500;

interface Measures {
  words: number;
  /** Images that are on their way to the media library. */
  pending: number;
}

function measure({ state }: Editor): Measures {
  let pending = 0;
  state.doc.descendants((node) => {
    if (isPending(node)) pending += 1;
  });
  const text = state.doc.textBetween(0, state.doc.content.size, '\n\n', ' ');
  return { words: countWords(text), pending };
}

function lengthOf(words: number): string {
  if (words === 0) return 'No words yet';
  const count = words === 1 ? '1 word' : `${words.toLocaleString()} words`;
  return `${count} · ${String(minutesToRead(words))} min to read`;
}

export function Status({ editor }: { editor: Editor }): ReactNode {
  const [{ words, pending }, setMeasures] = useState(() => measure(editor));
  useEffect(() => {
    let timer: number | undefined;
    const later = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        setMeasures(measure(editor));
      }, pause);
    };
    later();
    editor.on('update', later);
    return () => {
      window.clearTimeout(timer);
      editor.off('update', later);
    };
  }, [editor]);
  return (
    <div className="status">
      <span>{lengthOf(words)}</span>
      <span role="status">
        {pending > 0 && `Images on their way to the media library: ${String(pending)}`}
      </span>
      <span>Shortcuts: {shownKeys('Mod-/')}</span>
    </div>
  );
}
