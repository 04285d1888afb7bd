/**
 * A filter that learns: logistic regression, a step an example, and the smaller the more often something was seen.
 * @see https://www.jmlr.org/papers/v12/duchi11a.html Duchi, Hazan, Singer: Adaptive Subgradient Methods
 */
import { type Features, places } from './features.ts';

export interface Lesson {
  features: Features;
  kind: 'spam' | 'honest';
}

/** What a lesson has changed. */
export interface Learnt {
  features: Features;
  /** Of the weight of each feature, in their order. */
  changes: Float32Array;
}

/** How far a step goes, and how often a lesson is gone through: more of either learns the examples by heart. */
const rate = 0.5;
const passes = 2;
/** Makes of what the features say a probability that is right as often as it says so, with the examples. */
const slope = 1.24;
/** Lessons that come in an order are mixed by going on by so many, or a few more. */
const stride = 7_919;

export class Filter {
  readonly #weights = new Float32Array(places);
  /** The squares of all steps, by which the next ones become smaller. */
  readonly #squares = new Float32Array(places);

  /** Learns from many comments whose kind is known. */
  study(lessons: readonly Lesson[]): void {
    const step = coprimeTo(lessons.length);
    for (let pass = 0; pass < passes; pass += 1)
      for (let turn = 0; turn < lessons.length; turn += 1) {
        const lesson = lessons[(turn * step) % lessons.length];
        if (lesson) this.#step(lesson);
      }
  }

  /** Learns from one more. @returns what `forget` takes back. */
  learn(lesson: Lesson): Learnt {
    const { features } = lesson;
    const before = Float32Array.from(features, (place) => this.#weightOf(place));
    for (let pass = 0; pass < passes; pass += 1) this.#step(lesson);
    const changes = before.map((weight, index) => this.#weightOf(features[index] ?? 0) - weight);
    return { features, changes };
  }

  forget({ features, changes }: Learnt): void {
    for (const [index, place] of features.entries())
      this.#weights[place] = this.#weightOf(place) - (changes[index] ?? 0);
  }

  /** How much speaks for spam: the logarithm of the odds, 0 where nothing speaks for either. */
  evidence(features: Features): number {
    return slope * this.#sum(features);
  }

  #step({ features, kind }: Lesson): void {
    const share = 1 / Math.sqrt(features.length);
    const error = probabilityOf(this.#sum(features)) - (kind === 'spam' ? 1 : 0);
    const gradient = error * share;
    for (const place of features) {
      const squares = (this.#squares[place] ?? 0) + gradient * gradient;
      this.#squares[place] = squares;
      this.#weights[place] = this.#weightOf(place) - (rate * gradient) / Math.sqrt(squares + 1e-8);
    }
  }

  /** A long comment has more features, and each says less. */
  #sum(features: Features): number {
    let sum = 0;
    for (const place of features) sum += this.#weightOf(place);
    return features.length === 0 ? 0 : sum / Math.sqrt(features.length);
  }

  #weightOf(place: number): number {
    return this.#weights[place] ?? 0;
  }
}

export const probabilityOf = (evidence: number): number => 1 / (1 + Math.exp(-evidence));

/** Steps of so many come by each of `count` places once. */
function coprimeTo(count: number): number {
  let step = stride;
  while (divisor(step, count) > 1) step += 1;
  return step;
}

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
