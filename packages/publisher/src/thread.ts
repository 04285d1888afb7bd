/** One thread with a program of its own, started when it is first needed and after each breakdown. */
import type { Worker } from 'node:worker_threads';

/** How an order ends; the last that a thread says of it. */
export type Ending =
  | { done: true }
  /** The order could not be carried out, for a reason that lies in nothing that it is about. */
  | { failed: string };

export class Thread<Order, Message extends object> {
  readonly #start: () => Worker;
  readonly #errorOf: (detail: string) => Error;
  #worker: Worker | undefined;

  /**
   * @param start starts the program, which answers each order with messages and an `Ending`.
   * @param errorOf the error for an order that was not carried out.
   */
  constructor(start: () => Worker, errorOf: (detail: string) => Error) {
    this.#start = start;
    this.#errorOf = errorOf;
  }

  /** Ends the thread; the next order starts another. */
  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  /** Has the thread do something; one order at a time. Rejects when it breaks down. */
  carryOut(order: Order, onMessage: (message: Message) => void): Promise<void> {
    const worker = (this.#worker ??= this.#begin());
    return new Promise((done, failed) => {
      const end = (finish: () => void) => {
        worker.off('message', listen).off('error', fail).off('exit', fail);
        finish();
      };
      const listen = (message: Message | Ending) => {
        if ('done' in message) end(done);
        else if ('failed' in message) fail(message.failed);
        else onMessage(message);
      };
      const fail = (reason: unknown) => {
        const detail =
          reason instanceof Error
            ? (reason.stack ?? reason.message)
            : typeof reason === 'string'
              ? reason
              : 'it has ended.';
        end(() => {
          failed(this.#errorOf(detail));
        });
      };
      worker.on('message', listen).on('error', fail).on('exit', fail);
      worker.postMessage(order);
    });
  }

  #begin(): Worker {
    const worker = this.#start();
    // Also between two orders: the next one starts another.
    const forget = () => {
      if (this.#worker === worker) this.#worker = undefined;
    };
    return worker.on('error', forget).on('exit', forget);
  }
}
