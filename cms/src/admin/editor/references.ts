/** The references of the post in the form around the editor. */
import { useForm } from '@strapi/strapi/admin';
import { useMemo } from 'react';
import type { CitedReference } from './nodes/citation';

/** A row of the form. Fields may be empty while somebody fills them in. */
export interface ReferenceRow {
  key?: string | null;
  type?: string | null;
  title?: string | null;
  authors?: string | null;
  container?: string | null;
  year?: number | null;
  volume?: string | null;
  issue?: string | null;
  pages?: string | null;
  doi?: string | null;
  pmid?: string | null;
  isbn?: string | null;
  url?: string | null;
}

/** Name and year by which people know a publication, and its title. */
export function labelOf({ authors, year, title }: ReferenceRow): string {
  const [first = '', ...others] = (authors ?? '').split(';').map((name) => name.trim());
  const names = others.length > 0 ? `${first} et al.` : first;
  return [[names, year ?? ''].filter(Boolean).join(' '), title ?? ''].filter(Boolean).join('. ');
}

const none: readonly ReferenceRow[] = [];

export function useReferences(): {
  rows: readonly ReferenceRow[];
  cited: readonly CitedReference[];
  add: (row: ReferenceRow) => void;
} {
  // A form without a first row has no such value yet.
  const field = useForm('Article editor', ({ values }) =>
    'references' in values ? values.references : undefined,
  );
  const rows = Array.isArray(field) ? (field as ReferenceRow[]) : none;
  const addFieldRow = useForm('Article editor', (form) => form.addFieldRow);
  const cited = useMemo(
    () => rows.flatMap((row) => (row.key ? [{ key: row.key, label: labelOf(row) }] : [])),
    [rows],
  );
  return {
    rows,
    cited,
    add: (row) => {
      addFieldRow('references', { ...row });
    },
  };
}

/** A key that is free: the first author's name and the year, as in `vickers-2018`. */
export function keyFor({ authors, year }: ReferenceRow, rows: readonly ReferenceRow[]): string {
  const [surname = ''] = (authors ?? '').split(/[;,\s]/);
  const name = surname
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  const base = [name === '' ? 'reference' : name, year ?? ''].filter(Boolean).join('-');
  const taken = new Set(rows.map(({ key }) => key));
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? base : `${base}-${String(number)}`;
    if (!taken.has(key)) return key;
  }
}
