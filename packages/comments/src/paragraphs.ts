/** How the text of a comment is shown: as text and safe links, and nothing else. */
import { LinkifyIt } from 'linkify-it';

/** A stretch of text; with `href` a link to the web. */
export interface Piece {
  text: string;
  href?: string;
}

// Addresses must begin with http:// or https://: of what looks like a domain, too much is none.
const links = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false, urlAuth: true });
for (const scheme of ['ftp:', 'mailto:', '//']) links.add(scheme, null);

/** Paragraphs of lines of pieces. */
export function paragraphs(text: string): Piece[][][] {
  return text.split(/\n{2,}/).map((paragraph) => paragraph.split('\n').map(piecesOf));
}

function piecesOf(line: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { index, lastIndex, raw } of links.match(line) ?? []) {
    const href = webAddress(raw);
    if (href === undefined) continue;
    if (index > end) pieces.push({ text: line.slice(end, index) });
    pieces.push({ text: raw, href });
    end = lastIndex;
  }
  if (end < line.length) pieces.push({ text: line.slice(end) });
  return pieces;
}

/** A name and password before the host would make a link look as if it led elsewhere. */
function webAddress(text: string): string | undefined {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    return undefined;
  return url.href;
}

/** The links of a text, in their order. */
export const linksIn = (text: string): string[] =>
  text.split('\n').flatMap((line) => piecesOf(line).flatMap(({ href }) => href ?? []));
