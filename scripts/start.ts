/** `npm start`: the CMS, the publisher and the site on this machine, from nothing. */
import { join } from 'node:path';
import { foldersIn, serveSite } from '@meridian/publisher';
import { addresses } from './system/addresses.ts';
import { buildCms, startCms } from './system/cms.ts';
import { main } from './system/main.ts';
import { requireRoom } from './system/preconditions.ts';
import { createProgress } from './system/progress.ts';
import { keepPublisher } from './system/publisher-process.ts';
import { ensureSecrets } from './system/secrets.ts';
import { stopServer } from './system/servers.ts';
import { readSettings } from './system/settings.ts';

main(async (args) => {
  const settings = readSettings(args);
  const { dataFolder, sitePort, hstsSeconds, cmsUrl } = settings;
  await requireRoom(settings);
  const secrets = ensureSecrets(dataFolder);

  const running: (() => Promise<void>)[] = [];
  let stopping = false;
  const stop = async () => {
    stopping = true;
    process.stdout.write('\nStopping …\n');
    await Promise.all(running.map((end) => end()));
    process.exit(0);
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());

  const progress = createProgress();
  progress.step('Building the CMS; the first time this takes half a minute');
  await buildCms(join(dataFolder, 'logs/cms-build.log'));
  progress.step('Starting the CMS; the first time it loads the demonstration content');
  const cms = await startCms(settings, secrets, (seconds) => {
    progress.detail(`${seconds.toFixed(0)} s`);
  });
  running.push(() => stopServer(cms));
  cms.once('exit', (code) => {
    if (stopping) return;
    process.stderr.write(
      `\nThe CMS has ended (${String(code)}). Its log is ${join(dataFolder, 'logs/cms.log')}.\n`,
    );
    process.exit(1);
  });

  progress.step('Publishing the site; the first time it makes all images');
  const publisher = keepPublisher(settings, secrets);
  running.push(() => publisher.stop());
  await publisher.untilLive((step) => {
    progress.detail(step);
  });
  await serveSite({
    folders: foldersIn(dataFolder),
    port: sitePort,
    host: 'localhost',
    hstsSeconds,
    connectTo: [new URL(process.env.COMMENTS_URL ?? cmsUrl).origin],
  });
  progress.done();
  process.stdout.write(
    `${addresses(settings)}
What is published in the admin is live a moment later. Ctrl-C stops all.
`,
  );
});
