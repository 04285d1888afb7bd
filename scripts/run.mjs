/**
 * The way from `npm start` and its like to the TypeScript commands beside this file, on a machine
 * that has nothing but some Node and npm: installs what the lockfile names (the right Node among
 * it), then runs the command with it. Plain JavaScript, because the Node at hand may be an old one.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const logFile = join(root, 'node_modules/.install.log');
const [command = '', ...rest] = process.argv.slice(2);

install();
run();

function install() {
  const stamp = join(root, 'node_modules/.installed');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .update(readFileSync(join(root, 'pnpm-workspace.yaml')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  // Not as "packageManager": pnpm would then ask the registry for its own release before each install.
  const { config } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'w');
  console.log('Installing packages; the first time this takes a minute or two …');
  const began = Date.now();
  const { status, error } = spawnSync(
    'npx',
    ['--yes', `pnpm@${config.pnpm}`, 'install', '--frozen-lockfile', '--reporter=append-only'],
    { cwd: root, stdio: ['ignore', log, log], env: { ...process.env, CI: 'true' } },
  );
  if (status !== 0) {
    console.error(readFileSync(logFile, 'utf8').split('\n').slice(-20).join('\n'));
    console.error(
      `The packages could not be installed${error ? ` (${error.message})` : ''}. Is the npm registry within reach? All that was said is in ${logFile}.`,
    );
    process.exit(1);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
  console.log(`✓ packages (${((Date.now() - began) / 1_000).toFixed(1)} s)`);
}

function run() {
  const node = join(root, 'node_modules/node/bin/node');
  const child = spawn(
    node,
    [
      // A small young generation: the memory of a pull stays flat, at no cost in time.
      '--max-semi-space-size=4',
      '--import',
      join(root, 'scripts/system/leash.mjs'),
      join(root, `scripts/${command}.ts`),
      ...rest,
    ],
    { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] },
  );
  // Ctrl-C reaches the child too, which stops in good order; this process waits for it.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`node_modules is not complete (${error.message}). Remove it and try again.`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
  // npm, killed hard, tells nobody, and the shell between it and us lives on.
  const ancestors = npmAndItsShell();
  setInterval(() => {
    if (!ancestors.every(isAlive)) process.exit(1);
  }, 500).unref();
}

/**
 * The processes between us and whoever runs npm; none without npm. Some shells give their place to the command,
 * and then our parent is npm itself, and its parent the shell of a person, who may leave.
 */
function npmAndItsShell() {
  if (process.env.npm_lifecycle_event === undefined) return [];
  const isShell = /(?:^|\/)-?(?:ba|da|z|k)?sh$/.test(nameOf(process.ppid));
  return [process.ppid, isShell ? parentOf(process.ppid) : 0].filter((pid) => pid > 1);
}

/** What a process runs, or nothing where the system does not tell. */
function nameOf(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' });
  if (stdout) return stdout.trim();
  const file = `/proc/${pid}/comm`;
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}

/** The parent of a process, or 0 where the system does not tell. */
function parentOf(pid) {
  const { stdout } = spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' });
  if (stdout) return Number(stdout);
  const file = `/proc/${pid}/stat`;
  // The name of the program, in parentheses, may hold anything.
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split(') ')[1]?.split(' ')[1]) : 0;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there but belongs to somebody else.
    return error.code === 'EPERM';
  }
}
