/** Words and reading time below the text. */
import { countWords, minutesToRead } from '@meridian/article';
import { type Editor } from '@tiptap/react';
import { type ReactNode, useEffect, useState } from 'react';
import { shownKeys } from './commands';

/** Counting waits until somebody pauses, in milliseconds: it goes through the whole text. */
const pause = 500;

function measure({ state }: Editor): string {
  const words = countWords(state.doc.textBetween(0, state.doc.content.size, '\n\n', ' '));
  if (words === 0) return 'No words yet';
  const count = words === 1 ? '1 word' : `${words.toLocaleString()} words`;
  return `${count} · ${String(minutesToRead(words))} min to read`;
}

export function Status({ editor }: { editor: Editor }): ReactNode {
  const [text, setText] = useState(() => measure(editor));
  useEffect(() => {
    let timer: number | undefined;
    const later = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        setText(measure(editor));
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
      <span>{text}</span>
      <span>Shortcuts: {shownKeys('Mod-/')}</span>
    </div>
  );
}
