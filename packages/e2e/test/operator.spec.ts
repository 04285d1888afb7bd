import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { freePort } from '../../../scripts/system/free-port.ts';
import { startCommand, untilSaid } from '../system.ts';

let folder: string;

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meridian-operator-'));
});

test.afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Ports that nothing else on this machine listens on. */
const freePorts = async () => ({
  SITE_PORT: String(await freePort()),
  CMS_PORT: String(await freePort()),
  PUBLISHER_PORT: String(await freePort()),
});

/** Starts a command that must end by itself. */
async function fails(
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<{ code: number | null; output: string }> {
  const { child, output } = startCommand('start', args, env);
  const code = await new Promise<number | null>((ended) => child.once('close', ended));
  return { code, output: output().trim() };
}

const wrong: [name: string, env: NodeJS.ProcessEnv, args: string[], message: RegExp][] = [
  ['a port that is none', { SITE_PORT: '99999' }, [], /^SITE_PORT is "99999": set it to a port/],
  [
    'two servers on one port',
    { SITE_PORT: '1337', CMS_PORT: '1337' },
    [],
    /^SITE_PORT and CMS_PORT are both 1337/,
  ],
  [
    'a folder that cannot be written',
    { DATA_DIR: '/dev/null/data' },
    [],
    /^DATA_DIR: the folder \/dev\/null\/data cannot be written/,
  ],
  ['an option that there is not', {}, ['--demo=no'], /^"--demo=no" is not an option/],
];

for (const [name, env, args, message] of wrong)
  test(`npm start refuses ${name} in one line, and leaves nothing behind`, async () => {
    const data = join(folder, 'data');
    const { code, output } = await fails(args, {
      DATA_DIR: data,
      ...(await freePorts()),
      ...env,
    });
    expect(code).toBe(1);
    expect(output).toMatch(message);
    expect(output.split('\n')).toHaveLength(1);
    expect(existsSync(data)).toBe(false);
  });

test('npm start refuses a port in use, and names the setting', async () => {
  const port = await freePort();
  const other = createServer();
  await new Promise<void>((listening) => other.listen(port, '127.0.0.1', listening));
  try {
    const { code, output } = await fails([], {
      DATA_DIR: join(folder, 'data'),
      ...(await freePorts()),
      CMS_PORT: String(port),
    });
    expect(code).toBe(1);
    expect(output).toBe(
      `CMS_PORT: port ${String(port)} is in use. Stop what uses it, or set CMS_PORT to another port.`,
    );
  } finally {
    other.close();
  }
});

const isAnswering = async (url: string) => (await fetch(url).catch(() => undefined)) !== undefined;

async function startEmpty() {
  const ports = await freePorts();
  const started = startCommand('start', ['--no-demo'], { DATA_DIR: folder, ...ports });
  await untilSaid(started.child, started.output, 'Ctrl-C stops all');
  return {
    ...started,
    urls: [`http://localhost:${ports.SITE_PORT}/`, `http://localhost:${ports.CMS_PORT}/_health`],
  };
}

test('Ctrl-C stops all that npm start has started', async () => {
  const { child, urls } = await startEmpty();
  for (const url of urls) expect(await isAnswering(url)).toBe(true);
  child.kill('SIGINT');
  expect(await new Promise((ended) => child.once('exit', ended))).toBe(0);
  for (const url of urls) expect(await isAnswering(url)).toBe(false);
});

/** The CMS below a command. */
function cmsOf(command: number): number {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const found = stdout
    .split('\n')
    .map((line) => /^ *(\d+) +(\d+) (.*)$/.exec(line))
    .find((line) => Number(line?.[2]) === command && line?.[3]?.includes('strapi.js start'));
  return Number(found?.[1]);
}

test('a CMS that ends is started again, and the site stays up meanwhile', async () => {
  const { child, output, urls } = await startEmpty();
  const [site = '', health = ''] = urls;
  process.kill(cmsOf(child.pid ?? 0), 'SIGKILL');
  await expect.poll(output).toContain('The CMS has ended');
  expect((await fetch(site)).status).toBe(200);
  await expect.poll(() => isAnswering(health), { timeout: 60_000 }).toBe(true);
  child.kill('SIGINT');
  await new Promise((ended) => child.once('exit', ended));
});

test('no server stays when npm start is killed hard', async () => {
  const { child, urls } = await startEmpty();
  child.kill('SIGKILL');
  for (const url of urls) await expect.poll(() => isAnswering(url)).toBe(false);
});

test('secrets are for their owner alone, printed nowhere, and the same at the next start', async () => {
  const first = await startEmpty();
  const file = join(folder, 'secrets.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const text = readFileSync(file, 'utf8');
  const secrets = Object.values(JSON.parse(text) as Record<string, string>);
  const logs = readdirSync(join(folder, 'logs')).map((log) =>
    readFileSync(join(folder, 'logs', log), 'utf8'),
  );
  for (const secret of secrets)
    for (const said of [first.output(), ...logs]) expect(said).not.toContain(secret);
  first.child.kill('SIGINT');
  await new Promise((ended) => first.child.once('exit', ended));
  const second = await startEmpty();
  expect(readFileSync(file, 'utf8')).toBe(text);
  second.child.kill('SIGINT');
  await new Promise((ended) => second.child.once('exit', ended));
});

test('npm run publish names what is missing', () => {
  const publish = (env: NodeJS.ProcessEnv) =>
    spawnSync(process.execPath, ['scripts/publish.ts', '--once'], {
      env: { ...process.env, FORCE_COLOR: '0', DATA_DIR: folder, ...env },
      encoding: 'utf8',
    });
  const noToken = publish({ CMS_URL: 'http://localhost:9' });
  expect(noToken.status).toBe(1);
  expect(noToken.stderr.trim()).toBe('CMS_TOKEN is not set: set it to the SITE_TOKEN of the CMS.');
  const wrong: [NodeJS.ProcessEnv, RegExp][] = [
    [{ SITE_URL: 'journal.example' }, /^SITE_URL is "journal\.example": set it to a whole address/],
    [{ SITE_URL: 'https://a.example/blog' }, /^SITE_URL is .*needs a host of its own/],
    [{ CMS_URL: 'cms' }, /^CMS_URL is "cms": set it to a whole address/],
    [{ COMMENTS_URL: '/api' }, /^COMMENTS_URL is "\/api"/],
    [{ WEBHOOK_SECRET: 'correct horse' }, /^WEBHOOK_SECRET is not one: set it to that of the CMS/],
  ];
  for (const [env, message] of wrong) {
    const { status, stderr } = publish({ CMS_URL: 'http://localhost:9', CMS_TOKEN: 'x', ...env });
    expect([status, stderr.trim()]).toEqual([1, expect.stringMatching(message)]);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  }
  const unreachable = publish({ CMS_URL: 'http://localhost:9', CMS_TOKEN: 'x' });
  expect(unreachable.status).toBe(1);
  expect(unreachable.stderr).toMatch(/The CMS at http:\/\/localhost:9 does not answer/);
});

test('a broken file of secrets is not overwritten', async () => {
  const file = join(folder, 'secrets.json');
  writeFileSync(file, '{"APP_KEYS": "half');
  const { code, output } = await fails([], {
    DATA_DIR: folder,
    ...(await freePorts()),
  });
  expect(code).toBe(1);
  expect(output).toMatch(/secrets\.json cannot be read.*Restore it from a backup/);
  expect(readFileSync(file, 'utf8')).toBe('{"APP_KEYS": "half');
});

test('npm run dev serves the CMS and a site that reloads, and ends with Ctrl-C', async () => {
  test.slow();
  // Development compiles the CMS to the same place; what was built for production comes back after.
  const built = join(import.meta.dirname, '../../../cms/dist');
  const saved = join(folder, 'dist');
  cpSync(built, saved, { recursive: true, preserveTimestamps: true });
  try {
    const ports = await freePorts();
    const site = `http://localhost:${ports.SITE_PORT}`;
    const cms = `http://localhost:${ports.CMS_PORT}`;
    const { child, output } = startCommand('dev', ['--no-demo'], {
      DATA_DIR: join(folder, 'data'),
      ...ports,
    });
    await untilSaid(child, output, 'Ctrl-C stops all');
    const home = await fetch(`${site}/`);
    expect(await home.text()).toContain('/@vite/client');
    expect((await fetch(`${site}/posts/missing/`)).ok).toBe(false);
    const admin = await fetch(`${cms}/admin`);
    expect(admin.status).toBe(200);
    child.kill('SIGINT');
    expect(await new Promise((ended) => child.once('exit', ended))).toBe(0);
    expect(await isAnswering(`${site}/`)).toBe(false);
    expect(await isAnswering(`${cms}/_health`)).toBe(false);
  } finally {
    rmSync(built, { recursive: true });
    cpSync(saved, built, { recursive: true, preserveTimestamps: true });
  }
});
