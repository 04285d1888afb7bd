import fc from 'fast-check';
import { expect, it } from 'vitest';
import { paragraphs, type Piece } from '../src/index.ts';

const linksOf = (text: string) =>
  paragraphs(text)
    .flat(2)
    .filter((piece): piece is Required<Piece> => piece.href !== undefined);

it('keeps paragraphs and line breaks', () => {
  expect(paragraphs('one\ntwo\n\nthree')).toEqual([
    [[{ text: 'one' }], [{ text: 'two' }]],
    [[{ text: 'three' }]],
  ]);
});

it('makes links of web addresses, without the full stop behind them', () => {
  expect(paragraphs('See https://doi.org/10.1000/xyz. Thanks')).toEqual([
    [
      [
        { text: 'See ' },
        { text: 'https://doi.org/10.1000/xyz', href: 'https://doi.org/10.1000/xyz' },
        { text: '. Thanks' },
      ],
    ],
  ]);
  expect(linksOf('(http://clinic.example/a_(b)) and http://例え.example')).toEqual([
    { text: 'http://clinic.example/a_(b)', href: 'http://clinic.example/a_(b)' },
    { text: 'http://例え.example', href: 'http://xn--r8jz45g.example/' },
  ]);
});

it.each([
  'javascript:alert(1)',
  'data:text/html,hello',
  'ftp://host.example/file',
  'mailto:ann@mailbox.example',
  '//host.example/path',
  'host.example',
  'ann@mailbox.example',
  'https://bank.example@evil.example/',
  'http://user:password@evil.example/',
  'https://',
])('makes no link of %s', (text) => {
  expect(linksOf(`see ${text} now`)).toEqual([]);
});

it('loses no letter and links to nothing but the web, whatever was written', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc
      .array(
        fc.constantFrom(
          'http',
          's',
          '://',
          '<',
          '>',
          '"',
          "'",
          '&',
          'a.example',
          '@',
          '/',
          '\n',
          ' ',
        ),
        { maxLength: 30 },
      )
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (written) => {
      const shown = paragraphs(written).map((lines) =>
        lines.map((line) => line.map((piece) => piece.text).join('')).join('\n'),
      );
      expect(shown).toEqual(written.split(/\n{2,}/));
      for (const { href } of linksOf(written)) expect(href).toMatch(/^https?:\/\/[^@/]+\//);
    }),
  );
});
