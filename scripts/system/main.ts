/** Runs a command: its expected errors end in one line, unexpected ones keep their stack. */
import { styleText } from 'node:util';

const expected = new Set([
  'UsageError',
  'CmsError',
  'RenderError',
  'ReleaseError',
  'LockedError',
  'UnknownReleaseError',
]);

export function main(command: (args: string[]) => Promise<void>): void {
  command(process.argv.slice(2)).catch((error: unknown) => {
    const text =
      error instanceof Error
        ? expected.has(error.name)
          ? error.message
          : (error.stack ?? error.message)
        : String(error);
    process.stderr.write(`\n${styleText('red', text, { stream: process.stderr })}\n`);
    process.exit(1);
  });
}
