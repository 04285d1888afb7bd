/** The headings beside the text; a click goes there. */
import { type Editor, useEditorState } from '@tiptap/react';
import type { ReactNode } from 'react';

interface Heading {
  level: number;
  text: string;
  position: number;
}

function headingsOf({ state }: Editor): Heading[] {
  const found: Heading[] = [];
  state.doc.forEach((node, position) => {
    if (node.type.name === 'heading')
      found.push({ level: node.attrs.level as number, text: node.textContent, position });
  });
  return found;
}

export function Outline({ editor }: { editor: Editor }): ReactNode {
  const headings = useEditorState({ editor, selector: ({ editor }) => headingsOf(editor) });
  return (
    <nav className="outline" aria-label="Outline">
      {headings.length === 0 && <p>Headings of the text show here.</p>}
      {headings.map(({ level, text, position }) => (
        <button
          key={position}
          type="button"
          className={`level-${String(level)}`}
          onClick={() => {
            editor
              .chain()
              .focus()
              .setTextSelection(position + 1)
              .scrollIntoView()
              .run();
          }}
        >
          {text === '' ? 'Empty heading' : text}
        </button>
      ))}
    </nav>
  );
}
