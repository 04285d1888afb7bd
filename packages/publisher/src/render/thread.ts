/** One thread with the site's program, started when it is first needed and after each breakdown. */
import { Worker } from 'node:worker_threads';
import { RenderError } from './bundle.ts';
import type { Message, Order, Setup } from './worker.ts';

export class RenderThread {
  readonly #setup: Setup;
  readonly #replica: string;
  #worker: Worker | undefined;

  constructor(setup: Setup, replica: string) {
    this.#setup = setup;
    this.#replica = replica;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  /** Has the thread do something; one order at a time. @throws RenderError when it breaks down. */
  carryOut(order: Order, onMessage: (message: Message) => void): Promise<void> {
    const worker = (this.#worker ??= this.#start());
    return new Promise((done, failed) => {
      const end = (finish: () => void) => {
        worker.off('message', listen).off('error', fail).off('exit', fail);
        finish();
      };
      const listen = (message: Message) => {
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
          failed(new RenderError(`The site's program has failed: ${detail}`));
        });
      };
      worker.on('message', listen).on('error', fail).on('exit', fail);
      worker.postMessage(order);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: this.#setup,
      env: { ...process.env, NODE_ENV: 'production', REPLICA_FILE: this.#replica },
      // Most of what rendering allocates is dead at once: a roomy young generation collects it cheaply.
      resourceLimits: { maxYoungGenerationSizeMb: 96 },
    });
    // Also between two orders: the next one starts another.
    const forget = () => {
      if (this.#worker === worker) this.#worker = undefined;
    };
    return worker.on('error', forget).on('exit', forget);
  }
}
