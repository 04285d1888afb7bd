/** Work that waits for a quiet moment, but not for ever. Times are in milliseconds. */
export class Later {
  readonly #after: number;
  readonly #within: number;
  /** When it is due, if nothing else happens. */
  at = Infinity;
  /** When it is due, whatever happens. */
  by = Infinity;

  /**
   * @param after how long it waits for more of the same.
   * @param within how long it waits at most.
   */
  constructor(after: number, within: number) {
    this.#after = after;
    this.#within = within;
  }

  get isWanted(): boolean {
    return this.at !== Infinity;
  }

  want(now: number): void {
    this.by = Math.min(this.by, now + this.#within);
    this.at = Math.min(now + this.#after, this.by);
  }

  begin(): void {
    this.at = this.by = Infinity;
  }
}
