/**
 * `npm run build`: the site as a static folder, for any host. It needs CMS_URL and CMS_TOKEN; on a
 * machine where `npm start` runs it finds both by itself.
 */
import { buildSite } from '@meridian/publisher';
import { main } from './system/main.ts';
import { createProgress } from './system/progress.ts';
import { ensureSecrets } from './system/secrets.ts';
import { requireDataFolder } from './system/preconditions.ts';
import { readSettings, UsageError } from './system/settings.ts';

main(async (args) => {
  const { dataFolder, cmsUrl, siteUrl } = readSettings(args);
  const url = process.env.CMS_URL ?? cmsUrl;
  if (!URL.canParse(url))
    throw new UsageError(
      `CMS_URL is "${url}": set it to the address of the CMS, such as https://cms.example.org.`,
    );
  requireDataFolder(dataFolder);
  if (process.env.CMS_URL !== undefined && process.env.CMS_TOKEN === undefined)
    throw new UsageError('CMS_TOKEN is not set: set it to the SITE_TOKEN of the CMS.');
  const token = process.env.CMS_TOKEN ?? ensureSecrets(dataFolder).SITE_TOKEN;
  const progress = createProgress();
  progress.step('Building the site');
  const { site, entries, times } = await buildSite({
    cms: { url, token },
    dataFolder,
    siteUrl,
    onStep: (step) => {
      progress.detail(step);
    },
  });
  progress.done();
  const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);
  process.stdout.write(
    `${String(entries)} entries pulled in ${seconds(times.pull)} s, images ${seconds(times.images)} s, pages ${seconds(times.render)} s.\nThe site is in ${site}\n`,
  );
});
