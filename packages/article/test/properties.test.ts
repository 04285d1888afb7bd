import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fromHtml,
  outline,
  readingTime,
  readText,
  toHtml,
  toText,
  validate,
  walk,
} from '../src/index.ts';
import { anything, article, html } from './arbitrary.ts';

const runs = { numRuns: 1_000 };

describe('for any input', () => {
  it('reads any HTML into a valid article', () => {
    fc.assert(
      fc.property(html, (source) => {
        const read = fromHtml(source);
        expect(validate(read)).toMatchObject({ ok: true, article: read });
      }),
      runs,
    );
  });

  it('lets nothing executable through', () => {
    fc.assert(
      fc.property(html, (source) => {
        const written = toHtml(fromHtml(source));
        expect(written).not.toMatch(
          /<(?:script|style|svg|iframe|textarea)|\son\w+=|="javascript:/i,
        );
      }),
      runs,
    );
  });

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(article, (original) => {
        expect(fromHtml(toHtml(original))).toEqual(original);
      }),
      runs,
    );
  });

  it('finds an article canonical that it has made canonical', () => {
    fc.assert(
      fc.property(article, (original) => {
        expect(validate(original)).toMatchObject({ ok: true, article: original });
      }),
      runs,
    );
  });

  it('answers any JSON with an article or with problems that name a place', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const result = validate(value);
        if (result.ok) expect(validate(result.article).ok).toBe(true);
        else {
          expect(result.problems.length).toBeGreaterThan(0);
          for (const { message } of result.problems) expect(message).toMatch(/^\S.+: .+[.?]$/su);
        }
      }),
      runs,
    );
  });

  it('measures any article without failing', () => {
    fc.assert(
      fc.property(article, (original) => {
        expect(readingTime(original)).toBeGreaterThanOrEqual(1);
        const ids = outline(original).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect([...walk(original)].length).toBeGreaterThan(0);
        expect(toText(original)).toBeTypeOf('string');
      }),
      runs,
    );
  });
});

describe('hostile text of 200,000 characters', () => {
  const length = 200_000;
  const hostile: Record<string, string> = {
    addresses: `- a\n- b\n${'a.co/('.repeat(33_000)}`,
    'addresses with their scheme': `- a\n- b\n${'http://a.co/('.repeat(15_000)}`,
    'empty lines': '\n'.repeat(length - 1) + 'x',
    'opening brackets': '['.repeat(length),
    'quotations in quotations': '> '.repeat(length / 2) + 'x\n> y',
    'links without an end': '[a](https://a.example) ' + '[a]('.repeat(length / 5),
    'comments without end': '**a** ' + '<!--'.repeat(length / 5),
    'escaped brackets': '**a** ' + '\\['.repeat(length / 3),
    'bold without end': '**a** ' + 'a**'.repeat(length / 4),
    'lists in lists': Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth * 2)}- x`).join(
      '\n',
    ),
  };

  it.each(Object.entries(hostile))('is read whole: %s', (_name, source) => {
    expect(validate(readText(source).article).ok).toBe(true);
  });
});

describe('one megabyte of hostile HTML', () => {
  const megabyte = 1_000_000;
  const hostile: Record<string, string> = {
    'nested blocks': '<div>'.repeat(megabyte / 5),
    'misnested formatting': '<b><p></b><i>'.repeat(megabyte / 13),
    'distinct formatting': Array.from({ length: 60_000 }, (_, n) => `<b a${String(n)}><p>`).join(
      '',
    ),
    'closing tags of nothing': '<div>'.repeat(100_000) + '</p>'.repeat(125_000),
    'nested lists': '<ul><li>'.repeat(megabyte / 8),
    'nested tables': '<table><tr><td>'.repeat(megabyte / 15),
    'a table of empty cells': '<table><tr>' + '<td>'.repeat(megabyte / 4),
    'an attribute without end': '<p title="' + 'x'.repeat(megabyte),
    'many attributes':
      '<p ' + Array.from({ length: 120_000 }, (_, n) => `a${String(n)}=1`).join(' '),
    entities: '&amp;&#x41;'.repeat(megabyte / 11),
    'opening brackets': '<'.repeat(megabyte),
    'comments without end': '<!--'.repeat(megabyte / 4),
    'nested spans around text': '<span style="font-weight:bold">a'.repeat(megabyte / 32),
    'steps in steps': '<ol data-steps><li><p data-step-title>x'.repeat(megabyte / 40),
    'spaces in a style': `<p style="${' '.repeat(megabyte)}">x`,
    'one property in a style': `<span style="${'text-decoration:'.repeat(60_000)}">x`,
    'spans of one line': '<p>' + '<span>some words </span>'.repeat(megabyte / 24),
    'frames of no video': '<figure class="wp-block-embed">'.repeat(megabyte / 31),
    'videos without a title': '<p data-video><a href="https://a.example/"></a><caption>'.repeat(
      20_000,
    ),
    'buttons that do nothing': '<p data-call-to-action=q><button aria-expanded=true>'.repeat(
      20_000,
    ),
    'answers without a question': '<dl data-faq><dd>'.repeat(megabyte / 17),
    'cells of a hundred columns and rows':
      '<table>' + ('<tr>' + '<td colspan=100 rowspan=100>'.repeat(30)).repeat(1_000),
  };

  it.each(Object.entries(hostile))('is read whole: %s', (_name, source) => {
    expect(validate(fromHtml(source)).ok).toBe(true);
  });
});
