/** `npm test`: every check there is; its last lines name what failed, and count. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters, styleText } from 'node:util';
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
  /** What failed, each in a line: hundreds of lines may stand between it and the end. */
  failed: string[];
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
    const failed = outcomes.flatMap((outcome) => outcome.failed);
    const passed = outcomes.reduce((total, outcome) => total + outcome.passed, 0);
    const named = failed.map((line) => `${styleText('red', '✗')} ${line}\n`).join('');
    process.stdout.write(`\n${named}${String(passed)} passed, ${String(failed.length)} failed\n`);
    process.exitCode = failed.length > 0 ? 1 : 0;
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
  return { passed: ok ? 1 : 0, failed: ok ? [] : [name] };
}

/** What Vitest's JSON reporter writes, as far as it is read here. */
interface VitestReport {
  numPassedTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
}

async function runVitest(report: string): Promise<Outcome> {
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile=${report}`];
  const { code } = await node(['node_modules/vitest/vitest.mjs', ...args], { show: true });
  const read = readReport(report) as VitestReport | undefined;
  const failed = (read?.testResults ?? []).flatMap(
    ({ name, status, message, assertionResults }) => {
      const file = relative(root, name);
      const tests = assertionResults.filter((test) => test.status === 'failed');
      // A suite may break before its tests, or after them.
      if (tests.length === 0) return status === 'failed' ? [lineOf(file, message)] : [];
      return tests.map(({ fullName, failureMessages }) =>
        lineOf(`${file}: ${fullName}`, failureMessages[0]),
      );
    },
  );
  return outcomeOf('the tests of Vitest', code, read?.numPassedTests, failed);
}

/** What Playwright's JSON reporter writes, as far as it is read here. */
interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs: {
    title: string;
    file: string;
    ok: boolean;
    tests: { results: { error?: { message?: string } }[] }[];
  }[];
}

async function runPlaywright(report: string, chromium: string): Promise<Outcome> {
  const args = ['test', '--config=packages/e2e/playwright.config.ts', '--reporter=list,json'];
  const { code } = await node(['node_modules/playwright/cli.js', ...args], {
    show: true,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report, CHROMIUM: chromium },
  });
  const read = readReport(report) as
    { suites: PlaywrightSuite[]; stats: { expected: number } } | undefined;
  const failed = (read?.suites ?? []).flatMap(specsOf).flatMap(({ title, file, ok, tests }) => {
    const error = tests.flatMap(({ results }) => results).find((result) => result.error)?.error;
    return ok ? [] : [lineOf(`packages/e2e/test/${file}: ${title}`, error?.message)];
  });
  return outcomeOf('the journeys of Playwright', code, read?.stats.expected, failed);
}

const specsOf = ({ suites = [], specs }: PlaywrightSuite): PlaywrightSuite['specs'] => [
  ...specs,
  ...suites.flatMap(specsOf),
];

/** A run that ends badly, or without its report, counts as one failure where no test of it does. */
function outcomeOf(
  run: string,
  code: number | null,
  passed: number | undefined,
  failed: string[],
): Outcome {
  const isSound = code === 0 && passed !== undefined;
  return { passed: passed ?? 0, failed: isSound || failed.length > 0 ? failed : [run] };
}

/** A failure and the first line of its error. */
function lineOf(what: string, error = ''): string {
  const [reason = ''] = stripVTControlCharacters(error).trim().split('\n');
  return reason === '' ? what : `${what} – ${reason}`;
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
