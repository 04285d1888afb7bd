/** What must hold before anything is started; what does not is said in one line, with the remedy. */
import { accessSync, constants, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Settings, UsageError } from './settings.ts';

/** Makes sure that CMS, publisher and site can have their ports and their folder. */
export async function requireRoom({
  sitePort,
  cmsPort,
  publisherPort,
  dataFolder,
}: Settings): Promise<void> {
  await requireFreePort('SITE_PORT', sitePort);
  await requireFreePort('CMS_PORT', cmsPort);
  await requireFreePort('PUBLISHER_PORT', publisherPort);
  requireDataFolder(dataFolder);
}

/** Makes sure that nothing else listens on a port. */
async function requireFreePort(name: string, number: number): Promise<void> {
  for (const host of ['127.0.0.1', '::1']) {
    const error = await listenOnce(number, host);
    if (error === 'EADDRINUSE' || error === 'EACCES')
      throw new UsageError(
        `${name}: port ${String(number)} is ${error === 'EACCES' ? 'not allowed to you' : 'in use'}. Stop what uses it, or set ${name} to another port.`,
      );
  }
}

function listenOnce(number: number, host: string): Promise<string | undefined> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      done(error.code);
    });
    probe.listen(number, host, () => {
      probe.close(() => {
        done(undefined);
      });
    });
  });
}

/** Makes the data folder, for its owner alone. */
export function requireDataFolder(folder: string): void {
  try {
    mkdirSync(join(folder, 'logs'), { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `DATA_DIR: the folder ${folder} cannot be written (${code ?? String(error)}). Set DATA_DIR to a folder that you may write.`,
    );
  }
}
