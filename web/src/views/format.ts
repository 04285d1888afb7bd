/** How the site writes dates, names and addresses. The same input gives the same text. */
import type { Author, Clinic, Reference } from '@meridian/content';

/** “6 October 2026” in the American order, of a day or of an instant in a time zone. */
export function formatDate(date: string, timeZone = 'UTC'): string {
  let format = dateFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone });
    dateFormats.set(timeZone, format);
  }
  return format.format(new Date(date));
}

/** Making a format takes a hundred times as long as using it. */
const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** The name of a zone is that of its rules, which change over the decades. */
const inOurTime = Date.UTC(2026, 0, 1);

/** “Pacific Time”, whatever the time of year. */
export function formatTimeZone(timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longGeneric' });
  const name = format.formatToParts(inOurTime).find(({ type }) => type === 'timeZoneName');
  return name?.value ?? timeZone;
}

/** “Dr. Mei-Lin Zhao, DACM, L.Ac.” */
export function formatName({ honorific, name, credentials }: Author): string {
  const letters = credentials.map(({ abbreviation }) => abbreviation);
  return [[honorific, name].filter(Boolean).join(' '), ...letters].join(', ');
}

/** “Portland, ME”. */
export function formatPlace({ locality, region }: Clinic['address']): string {
  return [locality, region].filter(Boolean).join(', ');
}

/** The lines of a postal address. */
export function formatAddress({
  street,
  locality,
  region,
  postalCode,
}: Clinic['address']): string[] {
  const rest = [region, postalCode].filter(Boolean).join(' ');
  return [street, rest === '' ? locality : `${locality}, ${rest}`];
}

/** Where a map plans the way to a clinic; nothing is asked of it before the visitor goes there. */
export function directionsTo({ name, address }: Clinic): string {
  const destination = [name, ...formatAddress(address), address.country].join(', ');
  return `https://www.google.com/maps/dir/?api=1&destination=${encodeURIComponent(destination)}`;
}

const authorsShown = 6;

/**
 * A reference in Vancouver style, up to the identifiers, which the page links.
 * @see https://www.nlm.nih.gov/bsd/uniform_requirements.html
 */
export function formatReference(reference: Reference): {
  authors: string;
  title: string;
  source: string;
} {
  const { authors, title, container, year, volume, issue, pages, type } = reference;
  const shown = authors.slice(0, authorsShown);
  const names = authors.length > authorsShown ? [...shown, 'et al'] : shown;
  const where = `${volume ?? ''}${issue === undefined ? '' : `(${issue})`}${pages === undefined ? '' : `:${pages}`}`;
  const isJournal = type === 'article-journal';
  const date = where === '' ? String(year) : `${String(year)};${where}`;
  const separator = isJournal ? '. ' : '; ';
  return {
    authors: `${names.join(', ').replace(/\.$/, '')}.`,
    title: `${title.replace(/[.]$/, '')}${/[?!]$/.test(title) ? '' : '.'}`,
    source: `${container === undefined ? '' : `${container}${separator}`}${date}.`,
  };
}
