/** `npm run bench [-- NAME]`: measures, prints a table, and writes JSON to `.data/bench/`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchArticle } from './bench/article.ts';
import { benchBuild } from './bench/build.ts';
import { benchComments } from './bench/comments.ts';
import { benchEditor } from './bench/editor.ts';
import { benchPages } from './bench/pages.ts';
import { benchPublish } from './bench/publish.ts';
import { benchReplica } from './bench/replica.ts';
import { benchSearch } from './bench/search.ts';
import { main } from './system/main.ts';
import { requireDataFolder } from './system/preconditions.ts';
import { readSettings, UsageError } from './system/settings.ts';

/** A row of a table: names of columns and what was measured. */
export type Row = Record<string, string | number>;

const benches: Record<string, () => Promise<Row[]> | Row[]> = {
  article: benchArticle,
  replica: benchReplica,
  build: benchBuild,
  publish: benchPublish,
  search: benchSearch,
  pages: benchPages,
  editor: benchEditor,
  comments: benchComments,
};

main(async ([name, ...rest]) => {
  const { dataFolder } = readSettings(rest);
  requireDataFolder(dataFolder);
  if (name !== undefined && !Object.hasOwn(benches, name))
    throw new UsageError(`"${name}" is not a bench. There is ${Object.keys(benches).join(', ')}.`);
  const folder = join(dataFolder, 'bench');
  mkdirSync(folder, { recursive: true });
  for (const [title, bench] of Object.entries(benches)) {
    if (name !== undefined && name !== title) continue;
    process.stdout.write(`\n${title}\n`);
    const rows = await bench();
    console.table(rows);
    const date = new Date().toISOString();
    writeFileSync(
      join(folder, `${title}.json`),
      `${JSON.stringify({ date, node: process.version, rows }, undefined, 2)}\n`,
    );
  }
});
