/**
 * When to make the next release. The first change of a quiet time goes out at once. Changes that
 * come while a release is made are a burst: they are gathered until they pause, for longer the longer
 * the burst lasts, so that a thousand edits make a few releases and not a thousand.
 */

/** A pause that ends a burst, in milliseconds; each release of a burst doubles it. */
const firstPause = 250;
const longestPause = 2_000;
/** How long the first release of a burst gathers at most; each further one twice as long. */
const firstWait = 500;
const longestWait = 10_000;

/** Faster than anybody writes: so many releases that begin within so many milliseconds are a burst too. */
const rushReleases = 4;
const rush = 750;

/** A burst is over when nothing changes for so long. */
const quiet = 2_000;
/** Or when so many releases have begun after a pause, and nothing came while they were made. */
const calmReleases = 3;

export class Pace {
  /** How far the burst has grown; 0 in a quiet time. */
  #level = 0;
  #lastNudge = -Infinity;
  #firstWaiting: number | undefined;
  /** Releases in a row that began after a pause, and were not overtaken. */
  #calm = 0;
  #hasPaused = true;
  /** When the last releases began. */
  #beginnings: number[] = [];

  /** Something has changed. */
  nudged(now: number): void {
    if (this.#firstWaiting === undefined && now - this.#lastNudge > quiet) this.#level = 0;
    this.#lastNudge = now;
    this.#firstWaiting ??= now;
  }

  /** A release begins, which takes in all that has changed until now. */
  began(now: number): void {
    this.#hasPaused = now >= this.#lastNudge + this.#pause();
    this.#firstWaiting = undefined;
    this.#beginnings = [...this.#beginnings, now].slice(-rushReleases);
  }

  /** A release has ended. What came meanwhile makes a burst; one that does not pause grows. */
  ended(): void {
    const isOvertaken = this.#firstWaiting !== undefined;
    this.#calm = this.#hasPaused && !isOvertaken ? this.#calm + 1 : 0;
    if (isOvertaken || this.#isRush() || (this.#level > 0 && !this.#hasPaused)) this.#level += 1;
    else if (this.#calm >= calmReleases) this.#level = 0;
  }

  /** How many milliseconds to wait until the next release; undefined when nothing waits for one. */
  wait(now: number): number | undefined {
    if (this.#firstWaiting === undefined) return undefined;
    if (this.#level === 0) return 0;
    const longest = Math.min(longestWait, firstWait * 2 ** (this.#level - 1));
    const due = Math.min(this.#lastNudge + this.#pause(), this.#firstWaiting + longest);
    return Math.max(0, due - now);
  }

  #isRush(): boolean {
    const [first = 0, last = 0] = [this.#beginnings[0], this.#beginnings.at(-1)];
    return this.#beginnings.length === rushReleases && last - first < rush;
  }

  #pause(): number {
    return Math.min(longestPause, firstPause * 2 ** Math.max(0, this.#level - 1));
  }
}
