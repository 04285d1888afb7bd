import { describe, expect, it } from 'vitest';
import { privacyHints, readComment } from '../src/index.ts';
import { assess, featuresOf, Filter, isSpam, type Lesson, scoreOf } from '../src/spam/index.ts';

const languages = new Set(['English', 'German']);
const judge = (body: string, { name = 'Nora', blocklist = [] as string[] } = {}) =>
  assess({ name, body }, { filter: new Filter(), blocklist, languages });
const rulesFor = (...args: Parameters<typeof judge>) => judge(...args).map(({ rule }) => rule);

describe('a rule', () => {
  it.each([
    ['links', 'See https://a.example and https://b.example'],
    ['bare domain', 'Look at needles-shop.example for more'],
    ['markup', 'Hi [url=https://a.example]cheap[/url]'],
    ['markup', 'Hi <a href="x">cheap</a>'],
    ['markup', 'Sleep on a [good pillow](https://a.example)'],
    ['contact details', 'Call +43 1 555 0177 today'],
    ['contact details', 'Write to a.good.friend@a.example'],
    ['your site', 'I have bookmarked your site'],
    ['no words', 'fVtqKpLmZsRgWyXb'],
    [
      'repeats itself',
      'The first visit was the hardest. The first visit was the hardest. Hoverboards',
    ],
    ['to be searched for', 'Just google “NerveLift store”'],
    ['hidden address', 'Go to needles dot com today'],
    ['disguised letters', 'Buy сheap pills'],
    ['disguised letters', 'Buy ch\u200Beap'],
    ['invitation elsewhere', 'Message me on WhatsApp'],
    ['language', 'Очень хорошая статья, большое вам спасибо за нее'],
    ['offer', 'We place do-follow backlinks for nine dollars'],
  ])('%s notes its reason', (rule, body) => {
    expect(rulesFor(body)).toContain(rule);
  });

  it('that is decisive holds a comment whatever speaks for it', () => {
    const comment = { name: 'Nora', body: 'Does it hurt?' };
    const filter = taught(Array.from({ length: 50 }, () => ({ ...comment, kind: 'honest' })));
    expect(filter.evidence(featuresOf(comment))).toBeLessThan(-2);
    expect(isSpam(assess(comment, { filter, blocklist: ['hurt'], languages }))).toBe(true);
  });

  it('takes an address for no name', () => {
    expect(isSpam(judge('Nice.', { name: 'needles-shop.example' }))).toBe(true);
  });

  it('knows the addresses of those who advertise', () => {
    const rulesOf = (email: string, body: string) =>
      assess({ name: 'Nora', body, email }, { filter: new Filter(), blocklist: [], languages }).map(
        ({ rule }) => rule,
      );
    expect(rulesOf('info@a.example', 'Thank you.')).toContain('address of an office');
    expect(rulesOf('nora@needle-shop.test', 'Look at Needle Shop.')).toContain('own advertisement');
    for (const [email, body] of [
      ['nora@gmail.com', 'Or write to my gmail.'],
      ['nora@postbox.test', 'Thank you for the chart.'],
    ] as const)
      for (const rule of ['address of an office', 'own advertisement'])
        expect(rulesOf(email, body)).not.toContain(rule);
  });

  it('keeps what the practice has on its list, however it is written', () => {
    const options = { blocklist: ['Dr Fox', 'fox.example'] };
    expect(rulesFor('Ask dr  FOX about it', options)).toContain('blocklist');
    expect(rulesFor('See https://www.fox.example/x', options)).toContain('blocklist');
    expect(rulesFor('A doctor and a foxglove', options)).not.toContain('blocklist');
  });

  it('lets a link to a study pass', () => {
    expect(scoreOf(judge('The trial: https://doi.org/10.1000/xyz'))).toBeLessThanOrEqual(0);
  });
});

/** What took minutes when a rule went over a text once for each of its letters. */
describe('a hostile text of 200,000 characters', () => {
  const length = 200_000;
  it.each([
    ['one word', 'a'.repeat(length)],
    ['spaces before a letter', `${' '.repeat(length)}x`],
    ['letters of no width', `x.${'a'.repeat(200)}${'\u200b'.repeat(length)} b`],
    ['signs after a domain', `x.aaa${'!'.repeat(length)} b`],
    ['domains without an end', 'a.'.repeat(length / 2)],
    ['signs of e-mail', 'a@'.repeat(length / 2)],
    ['slashes', '/'.repeat(length)],
    ['digits', '1 '.repeat(length / 2)],
  ])('is judged in the end: %s', (_, text) => {
    const hostile = { name: text, email: text, body: text };
    const options = { filter: new Filter(), blocklist: ['a word'], languages };
    expect(scoreOf(assess(hostile, options))).toBeTypeOf('number');
    expect(readComment(hostile, false).ok).toBe(false);
    expect(privacyHints(text)).toBeInstanceOf(Array);
  });
});

describe('the filter', () => {
  const offer = { name: 'A', body: 'win free spins at our casino' };
  const question = { name: 'B', body: 'how many visits do you propose' };
  const lessons = [
    { ...offer, kind: 'spam' },
    { ...question, kind: 'honest' },
  ] as const;
  const evidence = (filter: Filter, body: string) =>
    filter.evidence(featuresOf({ name: 'C', body }));

  it('knows nothing to begin with', () => {
    expect(evidence(new Filter(), 'anything')).toBe(0);
    expect(evidence(new Filter(), '')).toBe(0);
  });

  it('learns from what moderators decide', () => {
    const filter = taught(lessons);
    expect(evidence(filter, 'free spins')).toBeGreaterThan(1);
    expect(evidence(filter, 'how many visits')).toBeLessThan(-1);
  });

  it('learns from one decision more, also against what it knew', () => {
    const filter = taught(Array.from({ length: 20 }, () => lessons).flat());
    filter.learn({ features: featuresOf(question), kind: 'spam' });
    expect(filter.evidence(featuresOf(question))).toBeGreaterThan(0);
  });

  it('learns from each of its lessons, however many there are', () => {
    const [one, other] = lessons.map(({ kind, ...comment }) => ({
      features: featuresOf(comment),
      kind,
    }));
    if (!one || !other) throw new Error('There are no lessons.');
    const filter = new Filter();
    // As many as the steps are long by which the lessons are mixed.
    filter.study([...Array.from({ length: 7_918 }, () => one), other]);
    expect(filter.evidence(other.features)).toBeLessThan(0);
  });

  it('forgets what was decided otherwise', () => {
    const filter = taught(lessons);
    const features = featuresOf({ name: 'C', body: 'mugwort for free' });
    const before = filter.evidence(features);
    const learnt = filter.learn({ features, kind: 'spam' });
    expect(filter.evidence(features)).toBeGreaterThan(before + 1);
    filter.forget(learnt);
    expect(filter.evidence(features)).toBeCloseTo(before, 5);
  });

  it('knows words in another form, misspelt, and behind disguises', () => {
    const filter = taught(lessons);
    for (const body of ['spinning', 'freespinz', 'ｆｒｅｅ', 'сasino'])
      expect(evidence(filter, body)).toBeGreaterThan(0);
  });

  it('knows a site again, and takes others of its kind for none', () => {
    const link = { name: 'D', body: 'https://needles-shop.example/a' };
    const filter = taught([{ ...link, kind: 'spam' }]);
    const again = evidence(filter, 'http://www.needles-shop.example/b');
    expect(again).toBeGreaterThan(evidence(filter, 'http://hay-fever.example/b'));
  });

  it('says which words speak for spam', () => {
    const filter = taught(lessons);
    const reasons = assess(offer, { filter, blocklist: [], languages });
    expect(reasons.find(({ rule }) => rule === 'learnt')?.text).toMatch(
      /probability of \d\d %, most of all by the words “.*free/,
    );
  });
});

function taught(comments: readonly { name: string; body: string; kind: Lesson['kind'] }[]): Filter {
  const filter = new Filter();
  filter.study(comments.map(({ kind, ...comment }) => ({ features: featuresOf(comment), kind })));
  return filter;
}
