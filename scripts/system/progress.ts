/** Tells a person how far a command has come; on a terminal the line of a step is rewritten. */
import { styleText } from 'node:util';

export interface Progress {
  /** Begins a step, and ends the one before. */
  step(text: string): void;
  /** Says more about the step, such as how far it has come. */
  detail(text: string): void;
  /** Ends the last step. */
  done(): void;
}

export function createProgress(out: NodeJS.WriteStream = process.stdout): Progress {
  let current: { text: string; start: number } | undefined;
  let printed = '';
  const rewrite = (line: string) => {
    if (out.isTTY && line !== printed) out.write(`\r\u001b[2K${line}`);
    printed = line;
  };
  const finish = () => {
    if (!current) return;
    const seconds = ((performance.now() - current.start) / 1000).toFixed(1);
    const line = `${styleText('green', '✓', { stream: out })} ${current.text} (${seconds} s)`;
    out.write(out.isTTY ? `\r\u001b[2K${line}\n` : `${line}\n`);
    current = undefined;
  };
  return {
    step(text) {
      finish();
      current = { text, start: performance.now() };
      if (out.isTTY) rewrite(`… ${text}`);
      else out.write(`… ${text}\n`);
    },
    detail(text) {
      if (current) rewrite(`… ${current.text}: ${text}`);
    },
    done: finish,
  };
}
