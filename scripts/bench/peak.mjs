/** Loaded first in the processes of a bench: each notes its peak memory, in kilobytes, when it ends. */
import { appendFileSync } from 'node:fs';

process.on('exit', () => {
  appendFileSync(process.env.PEAK_FILE, `${process.resourceUsage().maxRSS}\n`);
});
