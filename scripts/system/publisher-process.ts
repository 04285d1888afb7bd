/** Keeps a warm publisher running as a child process, and starts it again when it breaks down. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { SiteStatus } from '@meridian/content';
import type { Secrets } from './secrets.ts';
import { keepServer, type ServerOptions } from './servers.ts';
import { root, type Settings } from './settings.ts';

export interface PublisherProcess {
  /** Resolves when there is a site; rejects when none can be made. */
  untilLive(onStep: (step: string) => void): Promise<void>;
  processId(): number;
  stop(): Promise<void>;
}

export function keepPublisher(
  { dataFolder, publisherPort, cmsUrl, siteUrl }: Settings,
  secrets: Secrets,
): PublisherProcess {
  const options: ServerOptions = {
    name: 'The publisher',
    args: ['--max-semi-space-size=4', '--no-flush-bytecode', join(root, 'scripts/publisher.ts')],
    cwd: root,
    log: join(dataFolder, 'logs/publisher.log'),
    env: {
      DATA_DIR: dataFolder,
      PUBLISHER_PORT: String(publisherPort),
      SITE_URL: siteUrl,
      CMS_URL: cmsUrl,
      CMS_TOKEN: secrets.SITE_TOKEN,
      WEBHOOK_SECRET: secrets.WEBHOOK_SECRET,
    },
  };
  const server = keepServer(options);
  return {
    async untilLive(onStep) {
      for (;;) {
        const status = await statusOf(publisherPort);
        if (status && status.releases.length > 0) return;
        if (status?.failure) throw new Error(status.failure.message);
        if (server.process().exitCode !== null)
          throw new Error(`The publisher has ended. Its log is ${options.log}.`);
        if (status?.step !== undefined) onStep(status.step);
        await delay(100);
      }
    },
    processId: () => server.process().pid ?? 0,
    stop: () => server.stop(),
  };
}

async function statusOf(port: number): Promise<SiteStatus | undefined> {
  // While it starts, it does not answer.
  const answer = await fetch(`http://127.0.0.1:${String(port)}/status`).catch(() => undefined);
  return answer && ((await answer.json()) as SiteStatus);
}
