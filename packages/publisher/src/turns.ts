/** Work that is done one after the other, in the order in which it was asked for. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** Waits for what is under way, then does `work`. */
  take<T>(work: () => T | Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    // Each caller is told of its own error.
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
