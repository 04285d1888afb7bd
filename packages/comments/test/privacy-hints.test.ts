import { expect, it } from 'vitest';
import { privacyHints } from '../src/index.ts';

it.each([
  ['My diagnosis is fibromyalgia.', ['health']],
  ['I was diagnosed with sciatica in spring.', ['health']],
  ["I'm pregnant, is it safe?", ['health']],
  ['I am taking 40 mg every morning.', ['health']],
  ['Bei mir wurde Migräne festgestellt.', ['health']],
  ['我被诊断出偏头痛。', ['health']],
  ['Call me at +1 207 555 0142.', ['phone']],
  ['Ruf an: (0431) 555-0142 12', ['phone']],
  ['Write to ann@mailbox.example please.', ['email']],
  ['I was born on 3 May 1961.', ['birth date']],
  ['Is acupuncture safe in pregnancy?', []],
  ['The trial ran from 2015 to 2019 and had 1,118 patients.', []],
  ['See https://doi.org/10.1000/20260101123456789 for the numbers.', []],
  ['My doctorate was on needles.', []],
  ['Do you open at 8:30 or 9:00 on 24 December?', []],
] as const)('of “%s” asks about %j', (text, hints) => {
  expect(privacyHints(text)).toEqual(hints);
});
