/** `npm start`: the CMS, the publisher and the site on this machine, from nothing. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { foldersIn, serveSite } from '@meridian/publisher';
import { addresses } from './system/addresses.ts';
import { buildCms, cmsServer, startCms } from './system/cms.ts';
import { main } from './system/main.ts';
import { requireRoom } from './system/preconditions.ts';
import { createProgress } from './system/progress.ts';
import { keepPublisher } from './system/publisher-process.ts';
import { ensureSecrets } from './system/secrets.ts';
import { keepServer } from './system/servers.ts';
import { readSettings } from './system/settings.ts';

main(async (args) => {
  const settings = readSettings(args);
  const { dataFolder, sitePort, hstsSeconds, cmsUrl, commentsUrl = cmsUrl } = settings;
  await requireRoom(settings);
  const secrets = ensureSecrets(dataFolder);

  const running: (() => Promise<void>)[] = [];
  const stop = async () => {
    process.stdout.write('\nStopping …\n');
    await Promise.all(running.map((end) => end()));
    process.exit(0);
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());

  const folders = foldersIn(dataFolder);
  const serve = () =>
    serveSite({
      folders,
      port: sitePort,
      host: 'localhost',
      hstsSeconds,
      connectTo: [new URL(commentsUrl).origin],
    });
  // Visitors have the last good site at once, whatever becomes of the rest.
  const wasLive = existsSync(folders.live);
  if (wasLive) await serve();

  const progress = createProgress();
  progress.step('Building the CMS; the first time this takes half a minute');
  await buildCms(join(dataFolder, 'logs/cms-build.log'));
  progress.step('Starting the CMS; the first time it loads the demonstration content');
  const cms = await startCms(settings, secrets, (seconds) => {
    progress.detail(`${seconds.toFixed(0)} s`);
  }).catch((error: unknown) => {
    if (!wasLive) throw error;
    process.stderr.write(`\n${String(error)}\nThe site stays up, and the CMS is tried again.\n`);
  });
  const cmsOptions = cmsServer(settings, secrets, ['start']);
  const kept = keepServer(
    cmsOptions,
    (code) => {
      process.stderr.write(
        `\nThe CMS has ended (${String(code)}) and is started again; the site stays up. Its log is ${cmsOptions.log}.\n`,
      );
    },
    cms ?? undefined,
  );
  running.push(() => kept.stop());

  progress.step('Publishing the site; the first time it makes all images');
  const publisher = keepPublisher(settings, secrets);
  running.push(() => publisher.stop());
  await publisher.untilLive((step) => {
    progress.detail(step);
  });
  if (!wasLive) await serve();
  progress.done();
  process.stdout.write(
    `${addresses(settings)}
What is published in the admin is live a moment later. Ctrl-C stops all.
`,
  );
});
