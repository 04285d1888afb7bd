/** Finds a publication by its DOI or PubMed number, where there is a network. */
import { z } from 'zod';
import { fetchSafely, wordsFor } from '../network/safe-request';
import { identifiersIn, readReferenceText, type ReferenceFields } from './reference-text';

export interface Sources {
  /** Answers `{doi}` with CSL-JSON. @see https://citation.crosscite.org/docs.html */
  doiUrl: string;
  /** Answers `?format=csl&id={pmid}` with CSL-JSON. @see https://api.ncbi.nlm.nih.gov/lit/ctxp/ */
  pubmedUrl: string;
}

export interface FoundReference {
  reference: ReferenceFields;
  /** For the writer: what was found where, and what is still to be done. */
  note: string;
}

/** Nothing in the text tells of a publication. */
export class UnreadableReferenceError extends Error {
  override name = 'UnreadableReferenceError';
}

/**
 * Finds what a text tells of: a DOI, a PubMed number, or a whole reference.
 * @throws UnreadableReferenceError
 */
export async function findReference(text: string, sources: Sources): Promise<FoundReference> {
  const { doi, pmid } = identifiersIn(text);
  const read = readReferenceText(text);
  const asked =
    doi !== undefined
      ? { name: `the DOI ${doi}`, url: sources.doiUrl + encodeURI(doi) }
      : pmid !== undefined
        ? { name: `PubMed number ${pmid}`, url: `${sources.pubmedUrl}?format=csl&id=${pmid}` }
        : undefined;
  const found = asked && (await lookUp(asked));
  if (found?.reference)
    return {
      reference: {
        ...found.reference,
        ...(doi === undefined ? {} : { doi }),
        ...(pmid === undefined ? {} : { pmid }),
      },
      note: 'Found. Look it over, then add it.',
    };
  const reason = found?.reason === undefined ? '' : `${found.reason} `;
  if (read.title !== undefined)
    return {
      reference: read,
      note: `${reason}This is what the text tells: look it over, then add it.`,
    };
  if (asked)
    return { reference: read, note: `${reason}Fill in the rest by hand, or try again later.` };
  throw new UnreadableReferenceError(
    'This is no DOI, no PubMed number and no reference that can be read. Fill in the fields by hand.',
  );
}

async function lookUp({
  name,
  url,
}: {
  name: string;
  url: string;
}): Promise<{ reference?: ReferenceFields; reason?: string }> {
  const host = new URL(url).hostname;
  try {
    const { status, body } = await fetchSafely(
      url,
      { accept: 'application/vnd.citationstyles.csl+json, application/json', longest: 500_000 },
      // The operator has set this host.
      [host],
    );
    if (status === 404) return { reason: `${host} does not know ${name}: is it typed right?` };
    if (status !== 200)
      return { reason: `${host} could not look up ${name} (status ${String(status)}).` };
    return { reference: fromCsl(csl.parse(JSON.parse(body.toString('utf8')))) };
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError)
      return { reason: `${host} answered something else than a publication.` };
    return { reason: `${host} cannot be reached from here. ${wordsFor(error as Error)}` };
  }
}

const words = z.string().nullish();
const number = z.union([z.string(), z.number()]).nullish();

/** The part of CSL-JSON that a reference is made of. @see https://docs.citationstyles.org */
const csl = z.object({
  type: words,
  title: z.union([z.string(), z.array(z.string())]),
  author: z.array(z.object({ family: words, given: words, literal: words, name: words })).nullish(),
  'container-title': z.union([z.string(), z.array(z.string())]).nullish(),
  'container-title-short': words,
  publisher: words,
  issued: z.object({ 'date-parts': z.array(z.array(number)).nullish() }).nullish(),
  volume: number,
  issue: number,
  page: number,
  DOI: words,
  PMID: number,
  ISBN: z.union([z.string(), z.array(z.string())]).nullish(),
  URL: words,
});
type Csl = z.infer<typeof csl>;

const types: Partial<Record<string, ReferenceFields['type']>> = {
  book: 'book',
  monograph: 'book',
  chapter: 'chapter',
  'book-chapter': 'chapter',
  report: 'report',
  webpage: 'webpage',
};

function fromCsl(record: Csl): ReferenceFields {
  const year = Number(record.issued?.['date-parts']?.[0]?.[0]);
  const shortTitle = record['container-title-short'];
  const fields = {
    title: plain(first(record.title)).replace(/\.$/, ''),
    authors: (record.author ?? []).map(nameOf).filter(Boolean).join('; '),
    container: plain(
      shortTitle ?? first(record['container-title']) ?? record.publisher ?? '',
    ).replaceAll('.', ''),
    year: Number.isInteger(year) ? year : undefined,
    volume: asText(record.volume),
    issue: asText(record.issue),
    pages: asText(record.page),
    doi: asText(record.DOI),
    pmid: asText(record.PMID),
    isbn: asText(first(record.ISBN)),
    url: record.DOI ? undefined : asText(record.URL),
  };
  const known = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  return { type: types[record.type ?? ''] ?? 'article-journal', ...Object.fromEntries(known) };
}

const first = (value: string | string[] | null | undefined) =>
  Array.isArray(value) ? value[0] : (value ?? undefined);

const asText = (value: string | number | null | undefined) =>
  value === null || value === undefined ? undefined : String(value);

/** Titles come with HTML for italics and such. */
const plain = (text: string | undefined) =>
  (text ?? '')
    .replace(/<[^<>]*>/g, '')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();

function nameOf({ family, given, literal, name }: NonNullable<Csl['author']>[number]): string {
  if (!family) return plain(literal ?? name ?? '');
  const initials = (given ?? '').split(/[\s.-]+/).map((part) => part.charAt(0));
  return `${family} ${initials.join('').toUpperCase()}`.trim();
}
