import type { Author } from '@meridian/content';
import { html } from '@meridian/article/markup';

/** “Dr. Mei-Lin Zhao”. */
export function plainName({ honorific, name }: Pick<Author, 'honorific' | 'name'>): string {
  return honorific === undefined ? name : `${honorific} ${name}`;
}

/** A practitioner's name with the letters after it, each spelled out on demand. */
export function nameWithCredentials(author: Author): string {
  const letters = author.credentials.map(
    ({ abbreviation, title }) => html`, <abbr title="${title}">${abbreviation}</abbr>`,
  );
  return html`${plainName(author)}${letters}`.markup;
}
