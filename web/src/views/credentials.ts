import type { Author } from '@meridian/content';
import { html } from '../html.ts';

/** A practitioner's name with the letters after it, each spelled out on demand. */
export function nameWithCredentials({ honorific, name, credentials }: Author): string {
  const letters = credentials.map(
    ({ abbreviation, title }) => html`, <abbr title="${title}">${abbreviation}</abbr>`,
  );
  return html`${honorific !== undefined && `${honorific} `}${name}${letters}`.markup;
}
