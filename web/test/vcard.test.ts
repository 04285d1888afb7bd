import type { Clinic } from '@meridian/content';
import { expect, it } from 'vitest';
import { vcard } from '../src/views/vcard.ts';

const clinic = {
  name: 'Needle, Thread; and Co',
  address: { street: '1 Elm St', locality: 'Bangor', country: 'US' },
  phone: '+1 207 555 0142',
  timeZone: 'America/New_York',
  accessNotes: `Ring twice.\n${'Ä'.repeat(60)}`,
} as Clinic;

it('an address book reads a clinic: signs escaped, long lines folded between characters', () => {
  const lines = vcard(clinic, 'https://site.example/clinics/n/').split('\r\n');
  expect(lines).toContain('FN:Needle\\, Thread\\; and Co');
  expect(lines).toContain('ADR;TYPE=work:;;1 Elm St;Bangor;;;US');
  expect(lines).toContain('TEL;TYPE=work;VALUE=uri:tel:+12075550142');
  expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  expect(lines.join('\r\n').replaceAll('\r\n ', '')).toContain(
    `NOTE:Ring twice.\\n${'Ä'.repeat(60)}`,
  );
});
