/** Publishes once and prints what it took as JSON. */
import { Publisher } from '@meridian/publisher';

const [url = '', siteUrl = '', dataFolder = ''] = process.argv.slice(2);
const peak = () => Math.round(process.resourceUsage().maxRSS / 1024);
const peaks: number[] = [];
const start = performance.now();
const publisher = new Publisher({
  cms: { url, token: process.env.CMS_TOKEN ?? '' },
  dataFolder,
  siteUrl,
  images: false,
  onStep: () => {
    peaks.push(peak());
  },
});
const release = await publisher.publish('the bench');
const total = performance.now() - start;
await publisher.close();
const seconds = (milliseconds = 0) => Math.round(milliseconds / 100) / 10;
process.stdout.write(
  JSON.stringify({
    'pull s': seconds(release?.times.pull),
    'render and write s': seconds(release?.times.render),
    'total s': seconds(total),
    // The second step begins when all is pulled.
    'peak MB after the pull': peaks[1] ?? 0,
    'peak MB at the end': peak(),
  }),
);
