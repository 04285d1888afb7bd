/**
 * A filter that learns: how much more often each word stands in spam than in honest comments, combined
 * by Fisher's method.
 * @see https://www.linuxjournal.com/article/6467 Gary Robinson, A Statistical Approach to the Spam Problem
 */

/** In how many comments something stands. */
export interface Counts {
  spam: number;
  honest: number;
}

/** How much is thought of a word before it was ever seen: nothing, with the weight of one comment. */
const assumed = { probability: 0.5, strength: 0.6 };
/** Words that say less than this, either way, are not asked. */
const telling = 0.1;
/** As many of the most telling words as are asked. */
const asked = 120;

export class Bayes {
  readonly #words = new Map<string, Counts>();
  readonly #total: Counts = { spam: 0, honest: 0 };

  /** Learns from a comment whose kind is known; with `times` −1 forgets it. */
  learn(tokens: readonly string[], kind: keyof Counts, times = 1): void {
    this.#total[kind] += times;
    for (const token of tokens) {
      const counts = this.#words.get(token) ?? { spam: 0, honest: 0 };
      counts[kind] += times;
      this.#words.set(token, counts);
    }
  }

  /** How much speaks for spam: from 0, honest, to 1; 0.5 where nothing speaks for either. */
  probability(tokens: readonly string[]): number {
    const said = tokens
      .map((token) => this.#probabilityOf(token))
      .filter((probability) => Math.abs(probability - 0.5) > telling)
      .sort((a, b) => Math.abs(b - 0.5) - Math.abs(a - 0.5))
      .slice(0, asked);
    if (said.length === 0) return 0.5;
    const spam = chiSquared(said.map((probability) => 1 - probability));
    const honest = chiSquared(said);
    return (1 + spam - honest) / 2;
  }

  #probabilityOf(token: string): number {
    const counts = this.#words.get(token);
    if (!counts) return assumed.probability;
    const spam = counts.spam / Math.max(1, this.#total.spam);
    const honest = counts.honest / Math.max(1, this.#total.honest);
    const seen = counts.spam + counts.honest;
    if (spam + honest === 0) return assumed.probability;
    const { probability, strength } = assumed;
    return (strength * probability + seen * (spam / (spam + honest))) / (strength + seen);
  }
}

/** How unlikely it is that these probabilities came about by chance: near 1, hardly by chance. */
function chiSquared(probabilities: readonly number[]): number {
  const half = -probabilities.reduce((sum, probability) => sum + Math.log(probability), 0);
  let term = Math.exp(-half);
  let sum = term;
  for (let index = 1; index < probabilities.length; index += 1) {
    term *= half / index;
    sum += term;
  }
  return 1 - Math.min(1, sum);
}
