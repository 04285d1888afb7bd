import { existsSync, readFileSync } from 'node:fs';

/**
 * The memory of a process in megabytes, where the system tells.
 * @param field `VmRSS` for what it has now, `VmHWM` for the most that it has had.
 */
export function memoryOf(processId: number, field: 'VmRSS' | 'VmHWM'): string {
  const file = `/proc/${String(processId)}/status`;
  const kilobytes = existsSync(file)
    ? new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(file, 'utf8'))?.[1]
    : undefined;
  return kilobytes === undefined ? 'unknown' : String(Math.round(Number(kilobytes) / 1024));
}
