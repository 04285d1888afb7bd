/** Renders posts one by one in a warm program, on one core, and prints what a page took as JSON. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SiteProgram } from '@meridian/content';
import { openReplica, paths } from '@meridian/content';
import { foldersIn } from '@meridian/publisher';

/** How many pages are rendered before, so that the program is warm, and how many are measured. */
const [warmUps, measured] = [500, 500];

const { replica, cache } = foldersIn(process.argv[2] ?? '');
process.env.REPLICA_FILE = replica;
const entry = pathToFileURL(join(cache, 'bundle/server/entry.mjs')).href;
const { renderPage } = (await import(entry)) as SiteProgram;
const content = openReplica(replica);
const posts = content.list('Post', 'all', { limit: warmUps + measured });
const times: number[] = [];
for (const { slug } of posts) {
  const start = performance.now();
  await renderPage(paths.post(slug));
  times.push(performance.now() - start);
}
content.close();
const sorted = times.slice(warmUps).sort((a, b) => a - b);
const at = (share: number) =>
  Math.round((sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN) * 100) / 100;
process.stdout.write(JSON.stringify({ 'ms a post, median': at(0.5), p95: at(0.95) }));
