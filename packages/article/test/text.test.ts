import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countWords,
  excerpt,
  fromHtml,
  imagesUsed,
  linksUsed,
  outline,
  readingTime,
  referencesUsed,
  toText,
} from '../src/index.ts';

describe('plain text', () => {
  it('has an empty line between blocks and keeps line breaks', () => {
    const article = fromHtml(
      '<h2>Head</h2><p>a<br>b<cite data-reference="x"></cite></p><ul><li>one</li><li>two</li></ul>',
    );
    expect(toText(article)).toBe('Head\n\na\nb\n\none\n\ntwo');
  });

  it('holds the caption of a table and the label of a button', () => {
    const article = fromHtml(
      '<table><caption>Cap</caption><tr><td>Cell</td></tr></table><p data-call-to-action="call">Call us</p>',
    );
    expect(toText(article)).toBe('Cap\n\nCell\n\nCall us');
  });
});

describe('an excerpt', () => {
  it.each([
    ['short enough', 40, 'short enough'],
    ['cut between words, never within one', 15, 'cut between…'],
    ['no comma at the end, please', 17, 'no comma at the…'],
    ['针灸可以缓解疼痛吗', 6, '针灸可以…'],
    ['ปวดหลังเรื้อรัง', 9, 'ปวดหลัง…'],
    ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 12, '👩‍👩‍👧‍👦…'],
  ])('of “%s” at %i is “%s”', (text, length, expected) => {
    expect(excerpt(text, length)).toBe(expected);
  });

  it('is never longer than asked for, and never ends in half a character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.integer({ min: 1, max: 60 }),
        (text, length) => {
          const cut = excerpt(text, length);
          expect(cut.length).toBeLessThanOrEqual(length);
          expect(cut.isWellFormed()).toBe(true);
        },
      ),
    );
  });
});

describe('words', () => {
  it.each([
    ['One, two; three.', 3],
    ['don’t e-mail me', 3],
    ['针灸可以缓解疼痛', 4],
    ['', 0],
  ])('in “%s”: %i', (text, count) => {
    expect(countWords(text)).toBe(count);
  });

  it('are read at 238 a minute', () => {
    expect(readingTime(fromHtml(`<p>${'word '.repeat(239)}</p>`))).toBe(2);
    expect(readingTime(fromHtml(''))).toBe(1);
  });
});

describe('what an article points to', () => {
  const article = fromHtml(
    '<h2>Does it help?</h2><h3>Does it help?</h3><h2>¿Qué es?</h2><h2>是</h2><h2>!</h2>' +
      '<p><a data-post="abc">x</a><cite data-reference="b-2"></cite><cite data-reference="a-1"></cite><cite data-reference="b-2"></cite></p>' +
      '<figure><img data-upload="img" alt="x"></figure><p data-call-to-action="link"><a href="https://a.example/">y</a></p>',
  );

  it('has one id a heading, in any script', () => {
    expect(outline(article).map(({ id }) => id)).toEqual([
      'does-it-help',
      'does-it-help-2',
      'qué-es',
      '是',
      'section',
    ]);
  });

  it('lists references in the order of citation, links and images', () => {
    expect(referencesUsed(article)).toEqual(['b-2', 'a-1']);
    expect(linksUsed(article)).toEqual([
      { kind: 'post', documentId: 'abc' },
      { kind: 'url', url: 'https://a.example/' },
    ]);
    expect(imagesUsed(article)).toEqual(['img']);
  });
});
