/** `npm test`: every check there is, with a last line that counts them. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { ensureChromium } from './system/browser.ts';
import { main } from './system/main.ts';
import { root } from './system/settings.ts';

interface Check {
  name: string;
  /** A script of a package of the workspace and its arguments. */
  run: [script: string, ...args: string[]];
  cwd?: string;
}

const typescript = 'node_modules/typescript/bin/tsc';

const checks: Check[] = [
  {
    name: 'formatting',
    run: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  },
  {
    name: 'lint',
    // It keeps the types of all packages at once, which is more than Node takes by itself.
    run: [
      '--max-old-space-size=8192',
      'node_modules/eslint/bin/eslint.js',
      '--max-warnings=0',
      '.',
    ],
  },
  { name: 'types of the scripts', run: [typescript, '-p', '.'] },
  ...['article', 'comments', 'content', 'search', 'publisher', 'e2e'].map((name): Check => ({
    name: `types of packages/${name}`,
    run: [typescript, '-p', `packages/${name}`],
  })),
  { name: 'types of the CMS', run: [typescript, '-p', 'cms', '--noEmit'] },
  { name: 'types of the CMS tests', run: [typescript, '-p', 'cms/test'] },
  { name: 'types of the admin', run: [typescript, '-p', 'cms/src/admin'] },
  {
    name: 'types of the site',
    run: ['node_modules/@astrojs/check/bin/astro-check.js'],
    cwd: 'web',
  },
  {
    name: 'GraphQL documents',
    run: ['node_modules/gql.tada/bin/cli.js', 'check'],
    cwd: 'packages/content',
  },
  { name: 'dead code', run: ['node_modules/knip/bin/knip.js'] },
];

interface Outcome {
  passed: number;
  failed: number;
}

main(async () => {
  const reports = mkdtempSync(join(tmpdir(), 'meridian-reports-'));
  try {
    const chromium = ensureChromium();
    const outcomes = [
      ...(await inTurn(checks, runCheck)),
      await runVitest(join(reports, 'vitest.json')),
      await runPlaywright(join(reports, 'playwright.json'), chromium),
    ];
    const sum = (key: keyof Outcome) =>
      outcomes.reduce((total, outcome) => total + outcome[key], 0);
    process.stdout.write(`\n${String(sum('passed'))} passed, ${String(sum('failed'))} failed\n`);
    process.exitCode = sum('failed') > 0 ? 1 : 0;
  } finally {
    rmSync(reports, { recursive: true });
  }
});

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

async function runCheck({ name, run, cwd = '.' }: Check): Promise<Outcome> {
  const start = performance.now();
  const { code, output } = await node(run, { cwd: join(root, cwd) });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const ok = code === 0;
  const sign = ok ? styleText('green', '✓') : styleText('red', '✗');
  process.stdout.write(`${sign} ${name} (${seconds} s)\n${ok ? '' : output}`);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

/** A run that ends without its report counts as one failure. */
const noReport: Outcome = { passed: 0, failed: 1 };

async function runVitest(report: string): Promise<Outcome> {
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile=${report}`];
  const { code } = await node(['node_modules/vitest/vitest.mjs', ...args], { show: true });
  const counts = readReport(report) as
    { numPassedTests: number; numFailedTests: number } | undefined;
  if (!counts) return noReport;
  const { numPassedTests: passed, numFailedTests: failed } = counts;
  // A suite that breaks before its tests fails the run but no test.
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

async function runPlaywright(report: string, chromium: string): Promise<Outcome> {
  const args = ['test', '--config=packages/e2e/playwright.config.ts', '--reporter=list,json'];
  const { code } = await node(['node_modules/playwright/cli.js', ...args], {
    show: true,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report, CHROMIUM: chromium },
  });
  const counts = readReport(report) as
    { stats: { expected: number; unexpected: number } } | undefined;
  if (!counts) return noReport;
  const { expected: passed, unexpected } = counts.stats;
  return { passed, failed: unexpected === 0 && code !== 0 ? 1 : unexpected };
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // The runner has said on the terminal why it wrote none.
    return undefined;
  }
}

interface NodeOptions {
  cwd?: string;
  show?: boolean;
  env?: NodeJS.ProcessEnv;
}

function node(
  args: readonly string[],
  { cwd = root, show = false, env = {} }: NodeOptions,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, args, {
    cwd,
    // The check of the site's types loads its modules but no content.
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => {
      done({ code, output });
    });
  });
}
