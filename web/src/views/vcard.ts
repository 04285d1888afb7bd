import type { Clinic } from '@meridian/content';

/** @see https://www.rfc-editor.org/rfc/rfc6350#section-3.4 */
const escaped = (text: string) => text.replace(/[\\,;]/g, '\\$&').replace(/\r?\n/g, '\\n');

/**
 * A line of at most 75 octets goes on in the next one, which begins with a space; characters of
 * several octets stay whole. @see https://www.rfc-editor.org/rfc/rfc6350#section-3.2
 */
function folded(line: string): string {
  const parts: string[] = [''];
  for (const character of line) {
    const part = parts.length - 1;
    const longer = (parts[part] ?? '') + character;
    if (Buffer.byteLength(longer) <= 75) parts[part] = longer;
    else parts.push(` ${character}`);
  }
  return parts.join('\r\n');
}

/** The entry of a clinic in an address book, vCard 4.0. @param page the clinic's own. */
export function vcard(clinic: Clinic, page: string): string {
  const { name, legalName, address, phone, email, geo, timeZone, accessNotes } = clinic;
  const { street, locality, region = '', postalCode = '', country } = address;
  const place = ['', '', street, locality, region, postalCode, country].map(escaped).join(';');
  const lines = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    'KIND:org',
    `FN:${escaped(name)}`,
    `ORG:${escaped(legalName ?? name)}`,
    `ADR;TYPE=work:${place}`,
    phone !== undefined && `TEL;TYPE=work;VALUE=uri:tel:${phone.replace(/[^+\d]/g, '')}`,
    email !== undefined && `EMAIL;TYPE=work:${escaped(email)}`,
    `URL:${page}`,
    geo && `GEO:geo:${String(geo.latitude)},${String(geo.longitude)}`,
    `TZ:${timeZone}`,
    accessNotes !== undefined && `NOTE:${escaped(accessNotes)}`,
    'END:VCARD',
  ];
  return lines.flatMap((line) => (line ? [`${folded(line)}\r\n`] : [])).join('');
}
