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
import { doi, pmid, webUrl } from '@meridian/content/rules';
import { type ReactNode, useState } from 'react';
import type { ZodType } from 'zod';
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

interface FieldOfReference {
  name: TextField;
  label: string;
  columns: number;
  hint?: string;
  /** Characters that the schema of the reference allows. */
  longest: number;
  /** What the server will ask of it. */
  rule?: ZodType;
}

const fields: readonly FieldOfReference[] = [
  { name: 'title', label: 'Title', columns: 12, longest: 500 },
  {
    name: 'authors',
    label: 'Authors',
    columns: 12,
    hint: 'Surname and initials, separated by semicolons: Vickers AJ; Linde K',
    longest: 3_000,
  },
  { name: 'container', label: 'Journal or publisher', columns: 6, longest: 300 },
  { name: 'volume', label: 'Volume', columns: 2, longest: 20 },
  { name: 'issue', label: 'Issue', columns: 2, longest: 20 },
  { name: 'pages', label: 'Pages', columns: 2, longest: 40 },
  { name: 'doi', label: 'DOI', columns: 4, longest: 200, rule: doi },
  { name: 'pmid', label: 'PubMed number', columns: 4, longest: 8, rule: pmid },
  { name: 'isbn', label: 'ISBN', columns: 4, longest: 17 },
  {
    name: 'url',
    label: 'Web address',
    columns: 12,
    hint: 'Only when there is no DOI.',
    longest: 2_000,
    rule: webUrl,
  },
];

const needed: readonly string[] = ['title', 'authors'];

/** What is wrong with a field, in the words of the server. */
function problemOf({ name, rule }: FieldOfReference, row: ReferenceRow): string | undefined {
  const value = row[name];
  if (!value) return needed.includes(name) ? 'This is needed.' : undefined;
  return rule?.safeParse(value).error?.issues[0]?.message;
}

function problemOfYear({ year }: ReferenceRow): string | undefined {
  if (!year) return 'This is needed.';
  return year < 1500 || year > 2100 ? 'This is no year: four digits, such as 2018.' : undefined;
}

const empty: ReferenceRow = { type: 'article-journal' };

/** What somebody typed, and no look-up brought: a later look-up leaves it as it is. */
function typedIn(row: ReferenceRow, found: ReferenceRow): ReferenceRow {
  const fieldsOf = Object.entries(row) as [keyof ReferenceRow, unknown][];
  return Object.fromEntries(
    fieldsOf.filter(([name, value]) => value !== null && value !== found[name]),
  );
}

export function NewReference({ rows, onAdd }: NewReferenceProps): ReactNode {
  const [row, setRow] = useState(empty);
  const [lastFound, setFound] = useState(empty);
  const [hasTried, setTried] = useState(false);
  const isComplete =
    problemOfYear(row) === undefined &&
    fields.every((field) => problemOf(field, row) === undefined);
  const add = () => {
    setTried(true);
    if (isComplete) onAdd({ ...row, key: keyFor(row, rows) });
  };
  return (
    <div onKeyDown={noSubmit}>
      <LookUp
        onFound={(found) => {
          setFound({ ...empty, ...found });
          setRow((row) => ({ ...empty, ...found, ...typedIn(row, lastFound) }));
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
            error={hasTried ? problemOfYear(row) : undefined}
            onChange={(value) => {
              const year = Number(value.replace(/\D/g, '').slice(0, 4));
              setRow({ ...row, year: year === 0 ? null : year });
            }}
          />
        </Grid.Item>
        {fields.map((field) => {
          const { name, label, columns, hint, longest } = field;
          return (
            <Grid.Item key={name} col={columns} xs={12} alignItems="stretch" direction="column">
              <TextField
                label={label}
                hint={hint}
                longest={longest}
                required={needed.includes(name)}
                value={row[name] ?? ''}
                error={hasTried ? problemOf(field, row) : undefined}
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
      // What was found before is not what was asked for now.
      onFound({});
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
            autoFocus
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
