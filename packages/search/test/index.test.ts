import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WordIndex } from '../src/indexing/index.ts';
import { encodePart, encodePostings, Part } from '../src/postings.ts';

const term = fc.oneof(
  fc.string({ minLength: 1, maxLength: 6 }),
  fc.constantFrom('neck', 'neckless'),
);
const number = fc.nat({ max: 2 ** 24 - 1 });
const weights = fc.uniqueArray(fc.tuple(term, fc.integer({ min: 1, max: 7 })), {
  selector: ([word]) => word,
  maxLength: 80,
});
const path = fc.nat({ max: 30 }).map((value) => `/posts/${String(value)}/`);

describe('a file of words', () => {
  it('gives back what was put into it', () => {
    const entries = fc.uniqueArray(
      fc.tuple(
        fc.string({ minLength: 1, unit: 'binary' }),
        fc.uniqueArray(number, { minLength: 1 }),
      ),
      { selector: ([word]) => word },
    );
    fc.assert(
      fc.property(entries, (list) => {
        const terms = list
          .sort(([one], [other]) => (one < other ? -1 : 1))
          .map(([word, documents]) => ({
            term: word,
            documents: documents.sort((one, other) => one - other),
            weights: documents.map((document) => 1 + (document % 7)),
          }));
        const part = new Part(
          encodePart(terms.map((item) => ({ term: item.term, postings: encodePostings(item) }))),
        );
        for (const { term: word, ...postings } of terms)
          expect(part.postings(word)).toEqual(postings);
        expect([...part.terms()]).toEqual(terms.map((item) => item.term));
      }),
    );
  });

  it('says when it is cut off', () => {
    const bytes = encodePart([
      { term: 'neck', postings: encodePostings({ documents: [300], weights: [1] }) },
    ]);
    expect(() => new Part(bytes.subarray(0, 1))).toThrow('ends too early');
  });
});

describe('an index', () => {
  it('is the same whichever way it came about', () => {
    const change = fc.record({ path, weights: fc.option(weights, { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const grown = new WordIndex();
        const pages = new Map<string, Map<string, number>>();
        for (const { path: at, weights: words } of changes) {
          if (words === undefined) {
            grown.delete(at);
            pages.delete(at);
            continue;
          }
          grown.set(at, new Map(words));
          pages.set(at, new Map(words));
        }
        const fresh = new WordIndex();
        for (const [at, words] of [...pages].reverse()) fresh.set(at, words);
        const [one, other] = [grown.build(), fresh.build()];
        expect(one.contents).toEqual(other.contents);
        expect(one.parts).toEqual(other.parts);
        expect([...one.numbers].sort()).toEqual([...other.numbers].sort());
      }),
      { numRuns: 60 },
    );
  });

  it('changes few of its files with one page more', () => {
    const index = new WordIndex();
    for (let page = 0; page < 200; page += 1)
      index.set(
        `/posts/${String(page)}/`,
        new Map(
          Array.from({ length: 40 }, (_, at) => [`word${String((page * 37 + at) % 5_000)}`, 3]),
        ),
      );
    const before = index.build();
    index.set(
      '/posts/new/',
      new Map([
        ['word7', 3],
        ['unheard', 4],
      ]),
    );
    const after = index.build();
    const changed = [...after.parts.keys()].filter((name) => !before.parts.has(name));
    expect(before.parts.size).toBeGreaterThan(40);
    expect(changed.length).toBeLessThanOrEqual(3);
  });
});
