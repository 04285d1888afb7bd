import { existsSync, readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** After a full build the publisher compresses all pages, which is not what is measured. */
export async function untilQuiet(copies: string): Promise<void> {
  for (let [before, now] = [-1, 0]; before < now || now === 0;) {
    await delay(3_000);
    [before, now] = [now, existsSync(copies) ? readdirSync(copies).length : 0];
  }
}
