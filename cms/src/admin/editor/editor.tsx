/** The editor: bars, text, what is kept of it until it is saved, and its dialogs. */
import type { Extent } from '@meridian/article';
import { EditorContent } from '@tiptap/react';
import { type ReactNode, useMemo, useState } from 'react';
import { SelectionMenu } from './bubble-menu';
import { Dialogs } from './dialogs';
import { useMediaUpload } from './media';
import { Message, MissingReferences, OfferedText, Problem } from './notices';
import { Outline } from './outline';
import { useReferences } from './references';
import { isSlashMenuOpen } from './slash-menu';
import { Status } from './status';
import { Frame, StickyBarsOnPhones } from './style';
import { type OpenDialog, type Surroundings, SurroundingsProvider } from './surroundings';
import { Toolbar } from './toolbar';
import { Uploads } from './uploads';
import { useArticleEditor } from './use-article-editor';
import { useUnsaved } from './use-unsaved';
import type { JsonNode } from './value';

interface ArticleEditorProps {
  name: string;
  label: string;
  extent: Extent;
  value: unknown;
  /** The value on the server. */
  saved: unknown;
  hasError: boolean;
  disabled: boolean;
  onChange: (value: JsonNode | null) => void;
}

export function ArticleEditor(props: ArticleEditorProps): ReactNode {
  const { name, label, extent, value, saved, hasError, disabled, onChange } = props;
  const [dialog, setDialog] = useState<OpenDialog>();
  const [notice, setNotice] = useState('');
  const [isFull, setFull] = useState(false);
  const [hasOutline, setOutline] = useState(false);
  const { upload, uploadFrom } = useMediaUpload();
  const { cited } = useReferences();
  const unsaved = useUnsaved(name, saved, disabled);
  const surroundings = useMemo<Surroundings>(
    () => ({ uploads: new Uploads(upload), uploadFrom, open: setDialog, notify: setNotice }),
    [upload, uploadFrom],
  );
  const isEditable = !disabled && unsaved.isReady && !unsaved.offer;
  const { editor, flush } = useArticleEditor({
    id: name,
    label,
    extent,
    value,
    saved,
    isEditable,
    references: cited,
    surroundings,
    onChange: (changed) => {
      unsaved.keep(changed);
      onChange(changed);
    },
  });
  return (
    <SurroundingsProvider value={surroundings}>
      <StickyBarsOnPhones />
      <Frame
        className="article-editor"
        $isFull={isFull}
        $hasError={hasError}
        $isDisabled={disabled}
        // Whoever goes elsewhere may be about to save.
        onBlur={flush}
        onKeyDownCapture={(event) => {
          const isHere = event.currentTarget.contains(event.target as Node);
          if (event.key === 'Escape' && isHere && !isSlashMenuOpen()) setFull(false);
        }}
      >
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
          <OfferedText
            offer={unsaved.offer}
            onTake={(offered) => {
              unsaved.take(offered);
              onChange(offered);
            }}
            onDiscard={unsaved.discard}
          />
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
          }}
        />
        {cited && <MissingReferences editor={editor} cited={cited} />}
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
      />
    </SurroundingsProvider>
  );
}
