/** Starts the whole system as `npm start` does, on ports and in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from '../../scripts/system/free-port.ts';
import { adminEmail } from '../../scripts/system/cms.ts';
import { ensureSecrets } from '../../scripts/system/secrets.ts';
import { stopServer } from '../../scripts/system/servers.ts';
import { startElsewhere } from './elsewhere.ts';
import { signInOnce } from './sign-in.ts';

const root = resolve(import.meta.dirname, '../..');

/** Starts a command of `scripts/`; what it says is gathered. */
export function startCommand(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): { child: ChildProcess; output: () => string } {
  let output = '';
  const child = spawn(process.execPath, [join(root, 'scripts', `${name}.ts`), ...args], {
    cwd: root,
    // What is said is compared: without colours.
    env: { ...process.env, FORCE_COLOR: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, output: () => output };
}

/** Resolves when a command has said `text`; rejects when it ends before. */
export function untilSaid(child: ChildProcess, output: () => string, text: string): Promise<void> {
  return new Promise((said, failed) => {
    const look = () => {
      if (output().includes(text)) said();
    };
    child.stdout?.on('data', look);
    child.once('exit', (code) => {
      failed(new Error(`It ended with ${String(code)} and said:\n${output()}`));
    });
    look();
  });
}

export default async function setup(): Promise<() => Promise<void>> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'meridian-e2e-'));
  const [sitePort, cmsPort, publisherPort] = [await freePort(), await freePort(), await freePort()];
  const elsewhere = await startElsewhere();
  const { child, output } = startCommand('start', [], {
    DATA_DIR: dataFolder,
    SITE_PORT: String(sitePort),
    CMS_PORT: String(cmsPort),
    PUBLISHER_PORT: String(publisherPort),
    IMAGE_PRIVATE_HOSTS: '127.0.0.1',
    DOI_URL: `${elsewhere.url}/doi/`,
    // Visitors come from many addresses.
    TRUSTED_PROXIES: 'loopback',
    MAIL_URL: elsewhere.mailUrl,
    MAIL_FROM: 'Meridian <comments@practice.example>',
    MAIL_PAUSE_SECONDS: '0',
  });
  const stop = async () => {
    await stopServer(child);
    await elsewhere[Symbol.asyncDispose]();
    rmSync(dataFolder, { recursive: true });
  };
  try {
    await untilSaid(child, output, 'Ctrl-C stops all');
    process.env.SITE = `http://localhost:${String(sitePort)}`;
    process.env.CMS = `http://localhost:${String(cmsPort)}`;
    process.env.ELSEWHERE = elsewhere.url;
    process.env.ADMIN_EMAIL = adminEmail;
    process.env.ADMIN_PASSWORD = ensureSecrets(dataFolder).ADMIN_PASSWORD;
    await signInOnce(join(dataFolder, 'signed-in.json'));
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
