/** A new reference: read from a DOI, a PubMed number or a line of text, or filled in by hand. */
import {
  Box,
  Button,
  Field,
  Flex,
  Grid,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { useFetchClient } from '@strapi/strapi/admin';
import { type ReactNode, useState } from 'react';
import { messageOf } from '../answer';
import { noSubmit } from '../no-submit';
import { keyFor, type ReferenceRow } from '../references';
import { TextField } from '../text-field';

interface NewReferenceProps {
  rows: readonly ReferenceRow[];
  onAdd: (row: ReferenceRow & { key: string }) => void;
}

const kinds = {
  'article-journal': 'Article in a journal',
  report: 'Report or guideline',
  book: 'Book',
  chapter: 'Chapter of a book',
  webpage: 'Web page',
} as const;

type TextField =
  | 'title'
  | 'authors'
  | 'container'
  | 'volume'
  | 'issue'
  | 'pages'
  | 'doi'
  | 'pmid'
  | 'isbn'
  | 'url';

const fields: readonly { name: TextField; label: string; columns: number; hint?: string }[] = [
  { name: 'title', label: 'Title', columns: 12 },
  {
    name: 'authors',
    label: 'Authors',
    columns: 12,
    hint: 'Surname and initials, separated by semicolons: Vickers AJ; Linde K',
  },
  { name: 'container', label: 'Journal or publisher', columns: 6 },
  { name: 'volume', label: 'Volume', columns: 2 },
  { name: 'issue', label: 'Issue', columns: 2 },
  { name: 'pages', label: 'Pages', columns: 2 },
  { name: 'doi', label: 'DOI', columns: 4 },
  { name: 'pmid', label: 'PubMed number', columns: 4 },
  { name: 'isbn', label: 'ISBN', columns: 4 },
  { name: 'url', label: 'Web address', columns: 12, hint: 'Only when there is no DOI.' },
];

export function NewReference({ rows, onAdd }: NewReferenceProps): ReactNode {
  const [row, setRow] = useState<ReferenceRow>({ type: 'article-journal' });
  const [hasTried, setTried] = useState(false);
  const lacks = (value: unknown) => (value ? undefined : 'This is needed.');
  const isComplete = Boolean(row.title && row.authors && row.year);
  const add = () => {
    setTried(true);
    if (isComplete) onAdd({ ...row, key: keyFor(row, rows) });
  };
  return (
    <div onKeyDown={noSubmit}>
      <LookUp
        onFound={(found) => {
          setRow({ type: 'article-journal', ...found });
        }}
      />
      <Grid.Root gap={3} paddingTop={4}>
        <Grid.Item col={8} xs={12} alignItems="stretch" direction="column">
          <Field.Root>
            <Field.Label>Kind</Field.Label>
            <SingleSelect
              value={row.type ?? 'article-journal'}
              onChange={(type: string | number) => {
                setRow({ ...row, type: String(type) });
              }}
            >
              {Object.entries(kinds).map(([value, name]) => (
                <SingleSelectOption key={value} value={value}>
                  {name}
                </SingleSelectOption>
              ))}
            </SingleSelect>
          </Field.Root>
        </Grid.Item>
        <Grid.Item col={4} xs={12} alignItems="stretch" direction="column">
          <TextField
            label="Year"
            required
            value={row.year ? String(row.year) : ''}
            error={hasTried ? lacks(row.year) : undefined}
            onChange={(value) => {
              const year = Number(value.replace(/\D/g, '').slice(0, 4));
              setRow({ ...row, year: year === 0 ? null : year });
            }}
          />
        </Grid.Item>
        {fields.map(({ name, label, columns, hint }) => {
          const isNeeded = name === 'title' || name === 'authors';
          return (
            <Grid.Item key={name} col={columns} xs={12} alignItems="stretch" direction="column">
              <TextField
                label={label}
                hint={hint}
                required={isNeeded}
                value={row[name] ?? ''}
                error={isNeeded && hasTried ? lacks(row[name]) : undefined}
                onChange={(value) => {
                  setRow({ ...row, [name]: value === '' ? null : value });
                }}
              />
            </Grid.Item>
          );
        })}
      </Grid.Root>
      <Flex paddingTop={4} justifyContent="flex-end">
        <Button onClick={add}>Add and cite</Button>
      </Flex>
    </div>
  );
}

function LookUp({ onFound }: { onFound: (row: ReferenceRow) => void }): ReactNode {
  const { post } = useFetchClient();
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const read = async () => {
    setBusy(true);
    setSaid('');
    try {
      const { data } = await post<{ data: { reference: ReferenceRow; note: string } }>(
        '/article/references',
        { text },
      );
      onFound(data.data.reference);
      setSaid(data.data.note);
    } catch (error) {
      setSaid(messageOf(error));
    }
    setBusy(false);
  };
  return (
    <Field.Root
      hint="Such as 10.1016/j.jpain.2017.11.005, 29198932, or a line from a list of references."
      width="100%"
    >
      <Field.Label>DOI, PubMed number, or the reference as text</Field.Label>
      <Flex gap={2} alignItems="stretch">
        <Box flex="1">
          <TextInput
            value={text}
            onChange={(event: { target: { value: string } }) => {
              setText(event.target.value);
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && text.trim() !== '') void read();
            }}
          />
        </Box>
        <Button
          variant="secondary"
          loading={isBusy}
          disabled={text.trim() === ''}
          onClick={() => void read()}
        >
          Look up
        </Button>
      </Flex>
      <Field.Hint />
      <Typography tag="p" role="status" textColor="neutral700" paddingTop={2}>
        {said}
      </Typography>
    </Field.Root>
  );
}
