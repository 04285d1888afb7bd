import type { Release } from '@meridian/content';

/** Measures the steps of a release, in milliseconds. */
export class Clock {
  readonly #start = performance.now();
  readonly #times = { pull: 0, images: 0, render: 0, switch: 0 };

  async time<T>(step: keyof Omit<Release['times'], 'total'>, work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.#times[step] += performance.now() - start;
    }
  }

  times(): Release['times'] {
    return { ...this.#times, total: performance.now() - this.#start };
  }
}
