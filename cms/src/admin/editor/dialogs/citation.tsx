/** Cites one of the post's references, or a new one. */
import { Button, Modal, Tabs, TextInput, Typography } from '@strapi/design-system';
import { type ReactNode, useState } from 'react';
import { noSubmit } from '../no-submit';
import { labelOf, useReferences } from '../references';
import { Menu, MenuItem } from '../style';
import { NewReference } from './new-reference';

interface CitationDialogProps {
  /** Gives the key of the reference. */
  onChoose: (key: string) => void;
}

export function CitationDialog({ onChoose }: CitationDialogProps): ReactNode {
  const { rows, add } = useReferences();
  return (
    <Modal.Content
      onInteractOutside={(event) => {
        // A click beside it would take with it what was typed of a new reference.
        event.preventDefault();
      }}
    >
      <Modal.Header>
        <Modal.Title>Citation</Modal.Title>
      </Modal.Header>
      <Tabs.Root defaultValue={rows.length > 0 ? 'known' : 'new'}>
        <Modal.Body>
          <Tabs.List aria-label="Which reference">
            <Tabs.Trigger value="known">References of this post</Tabs.Trigger>
            <Tabs.Trigger value="new">A new one</Tabs.Trigger>
          </Tabs.List>
          <Tabs.Content value="known" style={{ paddingTop: '1.6rem' }}>
            <KnownReferences onChoose={onChoose} />
          </Tabs.Content>
          <Tabs.Content value="new" style={{ paddingTop: '1.6rem' }}>
            <NewReference
              rows={rows}
              onAdd={(row) => {
                add(row);
                onChoose(row.key);
              }}
            />
          </Tabs.Content>
        </Modal.Body>
      </Tabs.Root>
      <Modal.Footer>
        <Modal.Close>
          <Button variant="tertiary">Cancel</Button>
        </Modal.Close>
      </Modal.Footer>
    </Modal.Content>
  );
}

function KnownReferences({ onChoose }: CitationDialogProps): ReactNode {
  const { rows } = useReferences();
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState(0);
  const found = rows.filter(
    (row) => row.key && labelOf(row).toLowerCase().includes(words.toLowerCase()),
  );
  const index = Math.min(chosen, found.length - 1);
  if (rows.length === 0)
    return <Typography tag="p">This post has no references yet. Add a new one.</Typography>;
  return (
    <>
      <TextInput
        value={words}
        autoFocus
        aria-label="Find a reference"
        placeholder="Author, year or title"
        role="combobox"
        aria-expanded
        aria-controls="references"
        aria-activedescendant={index < 0 ? undefined : `reference-${String(index)}`}
        onChange={(event: { target: { value: string } }) => {
          setWords(event.target.value);
          setChosen(0);
        }}
        onKeyDown={(event) => {
          noSubmit(event);
          const key = found[index]?.key;
          if (event.key === 'Enter' && key) onChoose(key);
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step === undefined || found.length === 0) return;
          event.preventDefault();
          setChosen((index + step + found.length) % found.length);
        }}
      />
      <Menu role="listbox" id="references" aria-label="References">
        {found.map((row, at) => (
          <MenuItem
            key={row.key}
            id={`reference-${String(at)}`}
            role="option"
            aria-selected={at === index}
            onClick={() => {
              if (row.key) onChoose(row.key);
            }}
          >
            {labelOf(row)}
          </MenuItem>
        ))}
      </Menu>
      {found.length === 0 && <Typography tag="p">No reference has these words.</Typography>}
    </>
  );
}
