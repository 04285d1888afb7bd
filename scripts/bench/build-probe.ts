/** Builds once and prints what it took as JSON. */
import { buildSite } from '@meridian/publisher';

const [url = '', siteUrl = '', dataFolder = ''] = process.argv.slice(2);
const peak = () => Math.round(process.resourceUsage().maxRSS / 1024);
const peaks: number[] = [];
const { times } = await buildSite({
  cms: { url, token: process.env.CMS_TOKEN ?? '' },
  dataFolder,
  siteUrl,
  images: false,
  onStep: () => {
    peaks.push(peak());
  },
});
const seconds = (milliseconds: number) => Math.round(milliseconds / 100) / 10;
process.stdout.write(
  JSON.stringify({
    'pull s': seconds(times.pull),
    'render and write s': seconds(times.render),
    'total s': seconds(times.total),
    // The second step begins when all is pulled.
    'peak MB after the pull': peaks[1] ?? 0,
    'peak MB at the end': peak(),
  }),
);
