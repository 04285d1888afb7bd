/**
 * Reads a reference as people paste it from a list of references: in Vancouver style, as PubMed and
 * medical journals write it, or in APA or MLA style. Nothing is made up: what cannot be told stays empty.
 * @see https://www.ncbi.nlm.nih.gov/books/NBK7256/ (Citing Medicine)
 */

/** Fields of the component `post.reference`; see its schema. */
export interface ReferenceFields {
  type: 'article-journal' | 'report' | 'book' | 'chapter' | 'webpage';
  title?: string;
  authors?: string;
  container?: string;
  year?: number;
  volume?: string;
  issue?: string;
  pages?: string;
  doi?: string;
  pmid?: string;
  isbn?: string;
  url?: string;
}

/** What identifies a publication, in any text. */
export function identifiersIn(
  text: string,
): Pick<ReferenceFields, 'doi' | 'pmid' | 'isbn' | 'url'> {
  const doi = trimmedDoi(/\b10\.\d{4,9}\/[^\s"]+/.exec(text)?.[0]);
  const pmid = (/\bPMID:?\s*(\d{1,8})\b/i.exec(text) ??
    /^\s*(\d{5,8})\s*$/.exec(text) ??
    /pubmed\.ncbi\.nlm\.nih\.gov\/(\d{1,8})/.exec(text))?.[1];
  const isbn = /\bISBN:?\s*([\dX][\d -]{8,15}[\dX])\b/i.exec(text)?.[1];
  const url = /\bhttps?:\/\/[^\s"<>]+/.exec(text)?.[0].replace(/[.,;)]+$/, '');
  return defined({
    doi,
    pmid,
    isbn,
    // The address of a DOI or of PubMed says nothing more.
    url: doi !== undefined || pmid !== undefined ? undefined : url,
  });
}

/**
 * A DOI without the marks of the sentence around it. Brackets that were opened within it are its own, as
 * in those of older Wiley journals: 10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2.
 */
function trimmedDoi(text: string | undefined): string | undefined {
  let doi = text;
  for (;;) {
    const last = doi?.at(-1) ?? '';
    const opening = { ')': '(', ']': '[', '>': '<' }[last];
    const isItsOwn = opening === undefined ? !/[.,;:<]/.test(last) : isClosed(doi, opening, last);
    if (doi === undefined || isItsOwn) return doi;
    doi = doi.slice(0, -1);
  }
}

const isClosed = (text = '', opening: string, closing: string): boolean =>
  text.split(opening).length >= text.split(closing).length;

/** Everything that the text tells. */
export function readReferenceText(text: string): ReferenceFields {
  const identifiers = identifiersIn(text);
  const rest = withoutIdentifiers(text);
  const parts = readMla(rest) ?? readApa(rest) ?? readVancouver(rest) ?? {};
  const type =
    identifiers.isbn !== undefined && parts.volume === undefined
      ? 'book'
      : identifiers.url !== undefined && parts.container === undefined
        ? 'webpage'
        : 'article-journal';
  return { type, ...defined(parts), ...identifiers };
}

function withoutIdentifiers(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/^\s*(?:\[\d+\]|\d{1,3}[.)])\s+/, '')
    .replace(/(?:\bdoi:?\s*)?(?:https?:\/\/(?:dx\.)?doi\.org\/)?\b10\.\d{4,9}\/[^\s"]+/gi, '')
    .replace(/\b(?:PMID|PMCID|ISBN):?\s*[\dA-Z -]{5,17}\b\.?/gi, '')
    .replace(/\bhttps?:\/\/[^\s"<>]+/g, '')
    .replace(/\b(?:Available from|Epub|Accessed)\b.*$/i, '')
    .trim();
}

type Parts = { [F in Exclude<keyof ReferenceFields, 'type'>]?: ReferenceFields[F] | undefined };

/** Name, Given, and Given Name. “Title.” Journal, vol. 19, no. 5, 2018, pp. 455–474. */
function readMla(text: string): Parts | undefined {
  const match = /^([^“"]+?)[.,]?\s+[“"]([^”"]+)[”"]\s+(.*)$/.exec(text);
  if (!match) return undefined;
  const [, names = '', title = '', source = ''] = match;
  const [first = '', ...others] = names.replace(/,? et al$/, '').split(/,?\s+and\s+/);
  const [surname = '', given = ''] = first.split(/,\s*/);
  const initials = (words: readonly string[]) => words.map((word) => word.charAt(0)).join('');
  const rest = others.map((name) => {
    const words = name.trim().split(/\s+/);
    return `${words.at(-1) ?? ''} ${initials(words.slice(0, -1))}`.trim();
  });
  return {
    authors: [`${surname} ${initials(given.split(/\s+/))}`.trim(), ...rest].join('; '),
    title: withoutStop(title),
    container: /^([^,]+)/.exec(source)?.[1]?.trim(),
    volume: /\bvol\.\s*(\w+)/.exec(source)?.[1],
    issue: /\bno\.\s*(\w+)/.exec(source)?.[1],
    year: Number(/\b((?:1[5-9]|20)\d\d)\b/.exec(source)?.[1]) || undefined,
    pages: /\bpp?\.\s*([\w–-]+)/.exec(source)?.[1]?.replace('–', '-'),
  };
}

/** Names (2018). Title. Journal, 19(5), 455–474. */
function readApa(text: string): Parts | undefined {
  const match = /^(.+?)\s*\((\d{4})[a-z]?(?:,[^)]*)?\)\.?\s+(.+?[.?!])\s+(.*)$/.exec(text);
  if (!match) return undefined;
  const [, names = '', year, title = '', source = ''] = match;
  const place = /^(.+?),\s*(\d+)(?:\s*\(([^)]+)\))?(?:,\s*([\w–-]+))?/.exec(source);
  const authors = names
    .replace(/,?\s*(?:&|…|\.\.\.)\s*/g, ', ')
    .split(/(?<=\.),\s*/)
    .map((name) => {
      const [surname = '', initials = ''] = name.split(/,\s*(.*)/s);
      return `${surname} ${initials.replace(/[^\p{Lu}-]/gu, '')}`.trim();
    });
  return {
    authors: authors.filter(Boolean).join('; '),
    year: Number(year),
    title: withoutStop(title),
    container: place?.[1] ?? (withoutStop(source) || undefined),
    volume: place?.[2],
    issue: place?.[3],
    pages: place?.[4]?.replace('–', '-'),
  };
}

/** Names. Title. Journal 2018;19(5):455-474. */
function readVancouver(text: string): Parts | undefined {
  const match = /^(.+?)\.\s+(.+?[.?!])\s+(.+)$/.exec(text);
  if (!match) return undefined;
  const [, names = '', title = '', source = ''] = match;
  const place =
    /^(.*?)[.,;:]?\s*\(?((?:1[5-9]|20)\d\d)\)?(?:\s+[A-Z][a-z]{2}(?:\s+\d{1,2})?)?\s*;?\s*(\d+)?(?:\s*\(([^)]+)\))?(?::\s*([\w–.-]*\w))?/.exec(
      source,
    );
  return {
    authors: names
      .split(/[,;]\s*/)
      .map((name) => name.trim())
      .filter((name) => name !== '' && !/^et al\.?$/i.test(name))
      .join('; '),
    title: withoutStop(title),
    container: place?.[1]?.trim(),
    year: place?.[2] === undefined ? undefined : Number(place[2]),
    volume: place?.[3],
    issue: place?.[4],
    pages: place?.[5]?.replace('–', '-'),
  };
}

const withoutStop = (text: string) => text.trim().replace(/\.$/, '');

function defined<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''),
  ) as { [K in keyof T]?: NonNullable<T[K]> };
}
