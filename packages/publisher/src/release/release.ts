/** What is known of a release; kept for the last ones, and told to the CMS. */
export interface Release {
  number: number;
  /** When it went live, as an ISO instant. */
  liveAt: string;
  /** Why it was made, in words. */
  cause: string;
  /** The cursor up to which it holds the CMS's changes. */
  cursor: string;
  /** How many pages are new or differ from before, and how many are no more. */
  changed: number;
  removed: number;
  /** Paths of the first of them. */
  pages: string[];
  /** Milliseconds each step took. */
  times: { pull: number; images: number; render: number; switch: number; total: number };
}

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
