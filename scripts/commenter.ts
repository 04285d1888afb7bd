/**
 * `npm run commenter -- export ADDRESS [FILE]` and `npm run commenter -- erase ADDRESS`: what is kept of
 * somebody who wrote comments.
 */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { buildCms, cmsServer } from './system/cms.ts';
import { main } from './system/main.ts';
import { requireDataFolder } from './system/preconditions.ts';
import { ensureSecrets } from './system/secrets.ts';
import { readSettings, root, UsageError } from './system/settings.ts';

main(async ([action = '', email, file, ...rest]) => {
  const isKnown = action === 'export' || (action === 'erase' && file === undefined);
  if (!isKnown || email?.includes('@') !== true || rest.length > 0)
    throw new UsageError(
      'Say what to do and whose data it is: `npm run commenter -- export name@example.org [FILE]`, or `npm run commenter -- erase name@example.org`.',
    );
  const settings = readSettings([]);
  const { dataFolder } = settings;
  requireDataFolder(dataFolder);
  await buildCms(join(dataFolder, 'logs/cms-build.log'));
  const { env } = cmsServer(settings, ensureSecrets(dataFolder), []);
  const command = join(root, 'cms/dist/src/comments/personal-data/command.js');
  const target = file === undefined ? [] : [resolve(file)];
  const { status } = spawnSync(process.execPath, [command, action, email, ...target], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  process.exitCode = status ?? 1;
});
