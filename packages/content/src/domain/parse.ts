/** The seam: past it there are domain types only, and an error names entry, field and fix. */
import type { z } from 'zod';
import type { RawEntry } from '../cms/query.ts';
import { draftMarksOf } from './draft-marks.ts';
import { type Entry, entrySchemas, type Kind } from './entries.ts';

/** Something in the content that keeps the site from being built. */
export interface Problem {
  kind: Kind;
  /** The entry's documentId. */
  id: string;
  /** What people call the entry. */
  label: string;
  /** Such as `hours.2.closes`; empty when the whole entry is meant. */
  field: string;
  /** What is wrong and what to do. */
  message: string;
}

export type Parsed = { ok: true; parsed: Entry } | { ok: false; problems: Problem[] };

/** Parses one entry of the CMS's answer into its domain type. */
export function parseEntry(raw: RawEntry): Parsed {
  const kind = raw.__typename;
  const schema: z.ZodType = entrySchemas[kind];
  const result = schema.safeParse(raw);
  // What a visitor wrote is no draft of ours, whatever its words.
  const marks = kind === 'Comment' ? [] : draftMarksOf(raw);
  // The schema was chosen by the kind, which the type system cannot follow.
  if (result.success && marks.length === 0)
    return { ok: true, parsed: inOrder({ kind, entry: result.data } as Entry) };
  const broken = (result.error?.issues ?? []).map(({ path, message, code }) => ({
    field: path.map(String).join('.'),
    message:
      code === 'invalid_type' && message.startsWith('Invalid') ? 'This is missing.' : message,
  }));
  const about = { kind, id: raw.id, label: labelOf(raw) };
  return { ok: false, problems: [...broken, ...marks].map((found) => ({ ...about, ...found })) };
}

/** What is published has the time at which its draft was saved, and that may be long before. */
function inOrder(parsed: Entry): Entry {
  if (parsed.kind !== 'Post') return parsed;
  const { publishAt, updatedAt } = parsed.entry;
  return Date.parse(updatedAt) >= Date.parse(publishAt)
    ? parsed
    : { kind: 'Post', entry: { ...parsed.entry, updatedAt: publishAt } };
}

function labelOf(raw: RawEntry): string {
  const names = [
    'title' in raw && raw.title,
    'name' in raw && raw.name,
    'from' in raw && raw.from,
    'slug' in raw && raw.slug,
  ];
  return names.find((name): name is string => typeof name === 'string' && name !== '') ?? raw.id;
}

/** One line for people: `Post “Is it safe?”, cover.alt: Describe the image …`. */
export function formatProblem({ kind, label, field, message }: Problem): string {
  return `${kind} “${label}”${field === '' ? '' : `, ${field}`}: ${message}`;
}
