interface Waiting<Item, Result> {
  item: Item;
  done: (result: Result) => void;
  failed: (error: unknown) => void;
}

/**
 * Many writers, one commit. A commit waits for the disk, which takes as long for one row as for a
 * hundred: while one is under way, those that come gather for the next.
 */
export class GroupCommit<Item, Result> {
  readonly #write: (items: readonly Item[]) => Promise<Result[]>;
  #waiting: Waiting<Item, Result>[] = [];
  #isWriting = false;

  /** @param write writes all items or none, and answers for each in their order. */
  constructor(write: (items: readonly Item[]) => Promise<Result[]>) {
    this.#write = write;
  }

  /** Resolves when the item is safe on disk. */
  add(item: Item): Promise<Result> {
    return new Promise((done, failed) => {
      this.#waiting.push({ item, done, failed });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, largestGroup);
      // What one item makes fail must not take the others with it: they are tried one by one.
      if (!(await this.#attempt(group))) for (const one of group) await this.#attempt([one], true);
    }
    this.#isWriting = false;
  }

  /** @returns whether it was written; the last attempt tells its items why not. */
  async #attempt(group: readonly Waiting<Item, Result>[], isLast = false): Promise<boolean> {
    try {
      const results = await this.#write(group.map(({ item }) => item));
      for (const [index, { done }] of group.entries()) done(results[index] as Result);
      return true;
    } catch (error) {
      if (isLast) for (const { failed } of group) failed(error);
      return false;
    }
  }
}

const largestGroup = 100;
