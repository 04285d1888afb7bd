import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { printSchema } from '../../../scripts/system/cms.ts';
import { requireDataFolder } from '../../../scripts/system/preconditions.ts';

it('knows the schema that the CMS has; `npm run schema` brings it in line', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'meridian-schema-'));
  try {
    requireDataFolder(dataFolder);
    const offered = join(dataFolder, 'schema.graphql');
    await printSchema(dataFolder, offered);
    const committed = readFileSync(join(import.meta.dirname, '../schema.graphql'), 'utf8');
    expect(readFileSync(offered, 'utf8')).toBe(committed);
  } finally {
    rmSync(dataFolder, { recursive: true });
  }
});
