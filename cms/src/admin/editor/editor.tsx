/** The editor: bars, text, what is kept of it until it is saved, and its dialogs. */
import { EditorContent } from '@tiptap/react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { SelectionMenu } from './bubble-menu';
import { Dialogs } from './dialogs';
import { useUploads } from './media';
import { Message, MissingReferences, OfferedText, Problem } from './notices';
import { Outline } from './outline';
import { useReferences } from './references';
import { isSlashMenuOpen } from './slash-menu';
import { Status } from './status';
import { Frame, StickyBarsOnPhones } from './style';
import {
  type Around,
  type OpenDialog,
  type Surroundings,
  SurroundingsProvider,
} from './surroundings';
import { Toolbar } from './toolbar';
import { useAlone } from './use-alone';
import { useArticleEditor } from './use-article-editor';
import { type Offer, useUnsaved } from './use-unsaved';
import type { JsonNode } from './value';

interface ArticleEditorProps {
  name: string;
  label: string;
  around: Around;
  value: unknown;
  /** The value on the server. */
  saved: unknown;
  hasError: boolean;
  required: boolean;
  disabled: boolean;
  onChange: (value: JsonNode | null) => void;
}

export function ArticleEditor(props: ArticleEditorProps): ReactNode {
  const { name, label, around, value, saved, hasError, required, disabled, onChange } = props;
  const { extent, cites } = around;
  const [dialog, setDialog] = useState<OpenDialog>();
  const [notice, setNotice] = useState('');
  const [isFull, setFull] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  useAlone(frame, isFull);
  const [hasOutline, setOutline] = useState(false);
  const uploads = useUploads();
  const { rows, cited, add } = useReferences();
  const unsaved = useUnsaved({ name, extent, saved, isReadOnly: disabled });
  const surroundings = useMemo<Surroundings>(
    () => ({ around, uploads, open: setDialog, notify: setNotice }),
    [around, uploads],
  );
  const isEditable = !disabled && unsaved.isReady && !unsaved.offer;
  const { editor, flush } = useArticleEditor({
    id: name,
    label,
    value,
    saved,
    isEditable,
    isRequired: required,
    hasError,
    references: cited,
    surroundings,
    onChange: (changed) => {
      unsaved.keep(changed);
      onChange(changed);
    },
  });
  /** The text has been closed until somebody said what becomes of the offer. */
  const goOn = () => {
    requestAnimationFrame(() => {
      editor.view.focus();
    });
  };
  const discard = (offer: Offer) => {
    unsaved.discard(offer);
    goOn();
  };
  const takeBack = (offer: Offer) => {
    goOn();
    unsaved.take(offer);
    onChange(offer.value);
    const known = new Set(rows.map(({ key }) => key));
    const text = JSON.stringify(offer.value);
    for (const row of offer.references)
      if (row.key && !known.has(row.key) && text.includes(JSON.stringify(row.key))) add(row);
  };
  return (
    <SurroundingsProvider value={surroundings}>
      <StickyBarsOnPhones />
      <Frame
        ref={frame}
        className="article-editor"
        $isFull={isFull}
        $hasError={hasError}
        $isDisabled={disabled}
        // Whoever goes elsewhere may be about to save.
        onBlur={flush}
        onKeyDownCapture={({ key, currentTarget, target }) => {
          const isText = target instanceof Element && target.closest('.form') === null;
          const isHere = isText && currentTarget.contains(target);
          if (key === 'Escape' && isHere && !isSlashMenuOpen()) setFull(false);
        }}
      >
        <div className="bars">
          <Toolbar
            editor={editor}
            disabled={!isEditable}
            isFull={isFull}
            hasOutline={hasOutline}
            onFull={() => {
              setFull(!isFull);
            }}
            onOutline={() => {
              setOutline(!hasOutline);
            }}
          />
          {unsaved.offer && (
            <OfferedText offer={unsaved.offer} onTake={takeBack} onDiscard={discard} />
          )}
          {unsaved.problem !== undefined && (
            <Problem>
              What you type cannot be kept in this browser ({unsaved.problem}): save often.
            </Problem>
          )}
          <Message
            text={notice}
            onClose={() => {
              setNotice('');
              editor.commands.focus();
            }}
          />
        </div>
        {cites && <MissingReferences editor={editor} cited={cited} />}
        <div className="columns">
          <EditorContent editor={editor} className="text" />
          <SelectionMenu editor={editor} />
          {hasOutline && <Outline editor={editor} />}
        </div>
        <Status editor={editor} />
      </Frame>
      <Dialogs
        dialog={dialog}
        onClose={() => {
          setDialog(undefined);
        }}
        onClosed={() => {
          editor.view.focus();
        }}
      />
    </SurroundingsProvider>
  );
}
