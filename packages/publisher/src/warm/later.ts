/** Work that waits for a quiet moment, but not for ever. Times are in milliseconds. */
export class Later {
  readonly #after: number;
  readonly #within: number;
  /** When it is due, if nothing else happens. */
  at = Infinity;
  /** When it is due, whatever happens. */
  by = Infinity;
  isUnderWay = false;

  /**
   * @param after how long it waits for more of the same.
   * @param within how long it waits at most.
   */
  constructor(after: number, within: number) {
    this.#after = after;
    this.#within = within;
  }

  /** Whether there is something to do, or it is being done. */
  get isOpen(): boolean {
    return this.isUnderWay || this.at !== Infinity;
  }

  want(now: number): void {
    this.by = Math.min(this.by, now + this.#within);
    this.at = Math.min(now + this.#after, this.by);
  }

  /**
   * Does it; what is under way already is wanted once more instead.
   * @returns what `work` does; undefined where it was under way. @throws what `work` does.
   */
  async begin<T>(now: number, work: () => Promise<T>): Promise<T | undefined> {
    this.at = this.by = Infinity;
    if (this.isUnderWay) {
      this.want(now);
      return undefined;
    }
    this.isUnderWay = true;
    try {
      return await work();
    } finally {
      this.isUnderWay = false;
    }
  }
}
