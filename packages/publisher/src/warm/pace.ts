/**
 * When to make the next release. The first change of a quiet time goes out at once. Changes that
 * come while a release is made are a burst: they are gathered until they pause, for longer the longer
 * the burst lasts, so that a thousand edits make a few releases and not a thousand.
 */

/** A pause that ends a burst, in milliseconds. */
const pause = 250;
/** How long the first release of a burst gathers at most; each further one twice as long. */
const firstWait = 500;
const longestWait = 8_000;

export class Pace {
  #level = 0;
  #lastNudge = -Infinity;
  #firstWaiting: number | undefined;

  /** Something has changed. */
  nudged(now: number): void {
    this.#lastNudge = now;
    this.#firstWaiting ??= now;
  }

  /** A release begins, which takes in all that has changed until now. */
  began(): void {
    this.#firstWaiting = undefined;
  }

  /** A release has ended; what came meanwhile makes a burst of it. */
  ended(): void {
    this.#level = this.#firstWaiting === undefined ? 0 : this.#level + 1;
  }

  /** How many milliseconds to wait until the next release; undefined when nothing waits for one. */
  wait(now: number): number | undefined {
    if (this.#firstWaiting === undefined) return undefined;
    if (this.#level === 0) return 0;
    const longest = Math.min(longestWait, firstWait * 2 ** (this.#level - 1));
    const due = Math.min(this.#lastNudge + pause, this.#firstWaiting + longest);
    return Math.max(0, due - now);
  }
}
