/** `npm run dev`: CMS and site with reload, for developers. */
import { join } from 'node:path';
import { prepareDevelopment } from '@meridian/publisher';
import { addresses } from './system/addresses.ts';
import { cmsServer, forgetBuild } from './system/cms.ts';
import { main } from './system/main.ts';
import { requireRoom } from './system/preconditions.ts';
import { createProgress } from './system/progress.ts';
import { ensureSecrets } from './system/secrets.ts';
import { type ServerOptions, startServer, stopServer, untilReady } from './system/servers.ts';
import { readSettings, root } from './system/settings.ts';

main(async (args) => {
  const settings = readSettings(args);
  const { dataFolder, sitePort, siteUrl, cmsUrl } = settings;
  await requireRoom(settings);
  const secrets = ensureSecrets(dataFolder);
  const progress = createProgress();

  progress.step('Building and starting the CMS in development; this takes a minute');
  forgetBuild();
  const cmsOptions = cmsServer(settings, secrets, ['develop', '--no-watch-admin'], {
    NODE_ENV: 'development',
  });
  const cms = startServer(cmsOptions);
  await untilReady(cms, cmsOptions, `${cmsUrl}/_health`, (seconds) => {
    progress.detail(`${seconds.toFixed(0)} s`);
  });

  progress.step('Pulling the content');
  const { replica, publicFolder } = await prepareDevelopment(
    dataFolder,
    { url: cmsUrl, token: secrets.SITE_TOKEN },
    (step) => {
      progress.detail(step);
    },
  );

  progress.step('Starting the site in development');
  const siteOptions: ServerOptions = {
    name: 'The site',
    args: [join(root, 'web/node_modules/astro/bin/astro.mjs'), 'dev', '--port', String(sitePort)],
    cwd: join(root, 'web'),
    log: join(dataFolder, 'logs/site.log'),
    env: {
      REPLICA_FILE: replica,
      PUBLIC_DIR: publicFolder,
      SITE_URL: siteUrl,
      COMMENTS_URL: new URL('/api/comments', cmsUrl).href,
      ASTRO_TELEMETRY_DISABLED: '1',
    },
  };
  const site = startServer(siteOptions);
  await untilReady(site, siteOptions, siteUrl);
  progress.done();

  process.stdout.write(
    `${addresses(settings)}  Logs    ${cmsOptions.log}, ${siteOptions.log}

Changes of code show at once; \`npm run dev\` again brings changes of content. Ctrl-C stops all.
`,
  );
  const stop = async () => {
    await Promise.all([stopServer(cms), stopServer(site)]);
    process.exit(0);
  };
  process.once('SIGINT', () => void stop());
  process.once('SIGTERM', () => void stop());
});
