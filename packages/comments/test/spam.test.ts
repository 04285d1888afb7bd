import { describe, expect, it } from 'vitest';
import { assess, Bayes, isSpam, scoreOf, tokensOf } from '../src/spam/index.ts';

const languages = new Set(['English', 'German']);
const judge = (body: string, { name = 'Nora', blocklist = [] as string[] } = {}) =>
  assess({ name, body }, { filter: new Bayes(), blocklist, languages });
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
    ['link at its end', 'The rest is at https://a.example/rest'],
    ['your site', 'I have bookmarked your site'],
    ['no words', 'fVtqKpLmZsRgWyXb'],
    [
      'repeats itself',
      'The first visit was the hardest. The first visit was the hardest. Hoverboards',
    ],
    ['to be searched for', 'Just google “NerveLift store”'],
    ['question', 'Does it hurt?'],
    ['short', 'Thank you.'],
    ['hidden address', 'Go to needles dot com today'],
    ['disguised letters', 'Buy сheap pills'],
    ['disguised letters', 'Buy ch\u200Beap'],
    ['invitation elsewhere', 'Message me on WhatsApp'],
    ['language', 'Очень хорошая статья, большое вам спасибо за нее'],
    ['shouting', 'THIS IS THE ONLY ARTICLE THAT YOU WILL EVER NEED'],
    ['offer', 'We place do-follow backlinks for nine dollars'],
  ])('%s notes its reason', (rule, body) => {
    expect(rulesFor(body)).toContain(rule);
  });

  it('that is decisive holds a comment whatever speaks for it', () => {
    const filter = new Bayes();
    for (let index = 0; index < 50; index += 1)
      filter.learn(tokensOf({ name: 'Nora', body: 'Does it hurt?' }), 'honest');
    const options = { filter, blocklist: ['hurt'], languages };
    expect(isSpam(assess({ name: 'Nora', body: 'Does it hurt?' }, options))).toBe(true);
  });

  it('takes an address for no name', () => {
    expect(isSpam(judge('Nice.', { name: 'needles-shop.example' }))).toBe(true);
  });

  it('knows the addresses of those who advertise', () => {
    const rulesOf = (email: string, body: string) =>
      assess({ name: 'Nora', body, email }, { filter: new Bayes(), blocklist: [], languages }).map(
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

describe('the filter', () => {
  const taught = () => {
    const filter = new Bayes();
    for (let index = 0; index < 20; index += 1) {
      filter.learn(tokensOf({ name: 'A', body: 'win free spins at our casino' }), 'spam');
      filter.learn(tokensOf({ name: 'B', body: 'how many visits do you propose' }), 'honest');
    }
    return filter;
  };

  it('knows nothing to begin with', () => {
    expect(new Bayes().probability(tokensOf({ name: 'A', body: 'anything' }))).toBe(0.5);
  });

  it('learns from what moderators decide', () => {
    const filter = taught();
    expect(filter.probability(tokensOf({ name: 'C', body: 'free spins' }))).toBeGreaterThan(0.7);
    expect(filter.probability(tokensOf({ name: 'C', body: 'how many visits' }))).toBeLessThan(0.3);
  });

  it('forgets what was decided otherwise', () => {
    const filter = taught();
    const tokens = tokensOf({ name: 'C', body: 'mugwort' });
    const before = filter.probability(tokens);
    filter.learn(tokens, 'spam');
    filter.learn(tokens, 'spam', -1);
    expect(filter.probability(tokens)).toBe(before);
  });

  it('reads words behind disguises, and pairs of signs where there are no spaces', () => {
    expect(tokensOf({ name: 'x', body: 'сasino ｆｒｅｅ' })).toEqual(
      expect.arrayContaining(['casino', 'free']),
    );
    expect(tokensOf({ name: 'x', body: '加微信' })).toEqual(
      expect.arrayContaining(['加微', '微信']),
    );
  });
});
