/** Where a link leads: an address, or an entry that is found by its name. */
import type { LinkTarget } from '@meridian/article';
import { Button, Field, Flex, Modal, TextInput, Typography } from '@strapi/design-system';
import { type ReactNode, useState } from 'react';
import { LinkName } from '../link-name';
import { type LinkedEntry, useEntrySearch } from '../linked-entries';
import { noSubmit } from '../no-submit';
import { Menu, MenuItem } from '../style';
import { addressIn } from './address';

interface LinkDialogProps {
  target: LinkTarget | undefined;
  onChoose: (target: LinkTarget, words?: string) => void;
  onRemove: (() => void) | undefined;
}

export function LinkDialog({ target, onChoose, onRemove }: LinkDialogProps): ReactNode {
  const [words, setWords] = useState(target?.kind === 'url' ? target.url : '');
  const [chosen, setChosen] = useState(0);
  const address = addressIn(words);
  const { entries, problem, isDone } = useEntrySearch(address === undefined ? words.trim() : '');
  const targets: LinkTarget[] = [
    ...(address === undefined ? [] : [{ kind: 'url' as const, url: address }]),
    ...entries.map(({ kind, documentId }) => ({ kind, documentId })),
  ];
  const entryOf = (id: string) => entries.find(({ documentId }) => documentId === id);
  const index = Math.min(chosen, targets.length - 1);
  const choose = (at: number) => {
    const found = targets[at];
    if (!found) return;
    const entry = found.kind === 'url' ? undefined : entryOf(found.documentId);
    onChoose(found, entry?.title);
  };
  return (
    <Modal.Content>
      <Modal.Header>
        <Modal.Title>Link</Modal.Title>
      </Modal.Header>
      <Modal.Body>
        {target && (
          <Typography tag="p" paddingBottom={3}>
            Leads to <LinkName target={target} />
          </Typography>
        )}
        <Field.Root
          hint="An address, or some words of a post, practitioner, clinic or topic."
          width="100%"
        >
          <Field.Label>Where it leads</Field.Label>
          <TextInput
            value={words}
            autoFocus
            role="combobox"
            aria-expanded={targets.length > 0}
            aria-controls="link-targets"
            aria-activedescendant={index < 0 ? undefined : `link-target-${String(index)}`}
            onChange={(event: { target: { value: string } }) => {
              setWords(event.target.value);
              setChosen(0);
            }}
            onKeyDown={(event) => {
              noSubmit(event);
              if (event.key === 'Enter') choose(index);
              const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
              if (step === undefined || targets.length === 0) return;
              event.preventDefault();
              setChosen((index + step + targets.length) % targets.length);
            }}
          />
          <Field.Hint />
        </Field.Root>
        {targets.length > 0 && (
          <Menu role="listbox" id="link-targets" aria-label="Found">
            {targets.map((found, at) => (
              <MenuItem
                key={JSON.stringify(found)}
                id={`link-target-${String(at)}`}
                role="option"
                aria-selected={at === index}
                onClick={() => {
                  choose(at);
                }}
              >
                {found.kind === 'url' ? found.url : <Entry entry={entryOf(found.documentId)} />}
              </MenuItem>
            ))}
          </Menu>
        )}
        <Answer words={words} count={targets.length} problem={problem} isDone={isDone} />
      </Modal.Body>
      <Modal.Footer>
        <Flex gap={2}>
          <Modal.Close>
            <Button variant="tertiary">Cancel</Button>
          </Modal.Close>
          {onRemove && (
            <Button variant="danger-light" onClick={onRemove}>
              Remove the link
            </Button>
          )}
        </Flex>
        <Button
          disabled={index < 0}
          onClick={() => {
            choose(index);
          }}
        >
          Link
        </Button>
      </Modal.Footer>
    </Modal.Content>
  );
}

function Entry({ entry }: { entry: LinkedEntry | undefined }): ReactNode {
  if (!entry) return null;
  return (
    <span>
      {entry.title}{' '}
      <small>
        ({entry.kind}
        {entry.isPublic ? '' : ', not published'})
      </small>
    </span>
  );
}

interface AnswerProps {
  words: string;
  count: number;
  problem: string | undefined;
  isDone: boolean;
}

function Answer({ words, count, problem, isDone }: AnswerProps): ReactNode {
  const text =
    problem !== undefined
      ? `The entries cannot be searched: ${problem}`
      : words.trim().length >= 2 && count === 0 && isDone
        ? 'Nothing by that name, and no address either: an address begins with https://.'
        : '';
  return (
    <Typography tag="p" role="status" paddingTop={2} textColor="neutral600">
      {text}
    </Typography>
  );
}
