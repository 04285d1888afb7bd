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

  it('takes an address for no name', () => {
    expect(isSpam(judge('Nice.', { name: 'needles-shop.example' }))).toBe(true);
  });

  it('keeps what the practice has on its list, however it is written', () => {
    const options = { blocklist: ['Dr Fox', 'fox.example'] };
    expect(rulesFor('Ask dr  FOX about it', options)).toContain('blocklist');
    expect(rulesFor('See https://www.fox.example/x', options)).toContain('blocklist');
    expect(rulesFor('A doctor and a foxglove', options)).not.toContain('blocklist');
  });

  it('lets a link to a study pass', () => {
    expect(scoreOf(judge('The trial: https://doi.org/10.1000/xyz'))).toBe(0);
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
