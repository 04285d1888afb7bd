/** The commands by which CI and operators make the site and take it back. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { freePort } from '../system/free-port.ts';
import { root } from '../system/settings.ts';
import { type AdminClient, signIn } from './admin-client.ts';

const cms = inject('cms');
const folder = mkdtempSync(join(tmpdir(), 'meridian-once-'));
const [data, restored] = [join(folder, 'data'), join(folder, 'restored')];

let admin: AdminClient;
let port: number;
let topic: { documentId: string; name: string };

beforeAll(async () => {
  admin = await signIn(cms);
  port = await freePort();
  const path = '/content-manager/collection-types/api::topic.topic?filters[slug][$eq]=sleep';
  const { body } = await admin.call('GET', path);
  const [found] = (body as unknown as { results: (typeof topic)[] }).results;
  if (!found) throw new Error('The demonstration has no topic "sleep".');
  topic = found;
});

afterAll(async () => {
  await admin.update('topic', topic.documentId, { name: topic.name });
  rmSync(folder, { recursive: true });
});

/** Runs a command to its end. */
async function run(command: string, args: string[], dataFolder: string) {
  const summary = join(folder, 'summary.md');
  rmSync(summary, { force: true });
  const child = spawn(process.execPath, [join(root, `scripts/${command}.ts`), ...args], {
    env: {
      ...process.env,
      FORCE_COLOR: '0',
      DATA_DIR: dataFolder,
      CMS_URL: cms.url,
      CMS_TOKEN: cms.siteToken,
      SITE_URL: 'https://journal.example',
      // No publisher listens there.
      PUBLISHER_PORT: String(port),
      GITHUB_STEP_SUMMARY: summary,
      PUBLISH_CAUSE: 'a test of CI',
    },
  });
  const [said, complained] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const status = child.exitCode ?? (await new Promise((ended) => child.once('exit', ended)));
  return { status, said, complained, summary: () => readFileSync(summary, 'utf8') };
}

const home = (dataFolder: string) => readFileSync(join(dataFolder, 'site/live/index.html'), 'utf8');

it('a run in CI makes the site, the next one only what changed, from a cache that was packed and unpacked', async () => {
  const first = await run('publish', ['--once'], data);
  expect(first.complained).toBe('');
  expect(first.status).toBe(0);
  expect(first.summary()).toMatch(/^Release 1, because of a test of CI: \d+ pages changed/);

  // As a CI's cache does it.
  mkdirSync(restored);
  spawnSync('sh', ['-c', 'tar -C "$0" -cf - . | tar -C "$1" -xf -', data, restored]);
  const second = await run('publish', ['--once'], restored);
  expect(second.summary()).toBe('Nothing that the site shows has changed.\n');

  await admin.update('topic', topic.documentId, { name: 'Sounder sleep' });
  const third = await run('publish', ['--once'], restored);
  expect(third.summary()).toMatch(
    /^Release 2, because of a test of CI \(Topic “Sounder sleep”\): \d+ pages changed/,
  );
  expect(third.summary()).toContain('- /topics/sleep/');
  expect(third.said).toContain(`The site is in ${restored}/site/deploy`);
  const deployed = join(restored, 'site/deploy/topics/sleep/index.html');
  expect(readFileSync(deployed, 'utf8')).toContain('Sounder sleep');
  expect(home(restored)).toContain('Sounder sleep');
  expect(home(data)).not.toContain('Sounder sleep');
}, 240_000);

it('an operator goes back by command, and the site stays so until it is resumed', async () => {
  const newest = home(restored);
  const back = await run('rollback', [], restored);
  expect(back.said).toMatch(/The site is what it was after release 1, and stays so until/);
  expect(home(restored)).toBe(home(data));
  expect((await run('publish', ['--once'], restored)).said).toContain(
    'was taken back to release 1',
  );
  expect(home(restored)).toBe(home(data));
  // Once more is further back, and never to the release that was left.
  const further = await run('rollback', [], restored);
  expect(further.status).toBe(1);
  expect(further.complained).toContain('There is no earlier release to go back to.');
  expect(home(restored)).toBe(home(data));

  const unknown = await run('rollback', ['77'], restored);
  expect(unknown.status).toBe(1);
  expect(unknown.complained).toMatch(/cannot go back to release 77\. There is .*, 1 \(/);
  expect((await run('rollback', ['seven'], restored)).complained).toContain(
    '"seven" is not a release',
  );

  expect((await run('rollback', ['--resume'], restored)).said).toContain('goes on with the newest');
  expect(home(restored)).toBe(newest);
});
