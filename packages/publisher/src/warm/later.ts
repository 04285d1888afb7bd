/** Work that waits for a quiet moment, but not for ever. Times are in milliseconds. */
export class Later {
  readonly #after: number;
  readonly #within: number;
  #at = Infinity;
  #by = Infinity;
  isUnderWay = false;

  /**
   * @param after how long it waits for more of the same.
   * @param within how long it waits at most.
   */
  constructor(after: number, within: number) {
    this.#after = after;
    this.#within = within;
  }

  /** When it is due, if nothing else happens; not while it is under way. */
  get at(): number {
    return this.isUnderWay ? Infinity : this.#at;
  }

  /** When it is due, whatever happens. */
  get by(): number {
    return this.isUnderWay ? Infinity : this.#by;
  }

  /** Whether there is something to do, or it is being done. */
  get isOpen(): boolean {
    return this.isUnderWay || this.#at !== Infinity;
  }

  want(now: number): void {
    this.#by = Math.min(this.#by, now + this.#within);
    this.#at = Math.min(now + this.#after, this.#by);
  }

  /** Does it. What is wanted meanwhile is due when it has ended. @throws what `work` does. */
  async begin<T>(work: () => Promise<T>): Promise<T> {
    this.#at = this.#by = Infinity;
    this.isUnderWay = true;
    try {
      return await work();
    } finally {
      this.isUnderWay = false;
    }
  }
}
