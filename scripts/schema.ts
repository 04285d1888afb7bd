/** `npm run schema`: brings the committed GraphQL schema in line with what the CMS offers. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCms, printSchema } from './system/cms.ts';
import { main } from './system/main.ts';
import { requireDataFolder } from './system/preconditions.ts';
import { root } from './system/settings.ts';

const content = join(root, 'packages/content');

main(async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'meridian-schema-'));
  try {
    requireDataFolder(dataFolder);
    await buildCms(join(dataFolder, 'logs/cms-build.log'));
    await printSchema(dataFolder, join(content, 'schema.graphql'));
    const { status } = spawnSync(
      process.execPath,
      ['node_modules/gql.tada/bin/cli.js', 'generate-output'],
      { cwd: content, stdio: 'inherit' },
    );
    process.exitCode = status ?? 1;
  } finally {
    rmSync(dataFolder, { recursive: true });
  }
});
