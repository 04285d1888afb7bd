/** The live site as any static host wants it: `/a/b/` is the file `index.html` in a folder of its own. */
import { realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { addressOf } from '../addresses.ts';
import type { Folders } from '../folders.ts';
import { filesIn, placeLink, removeFile } from './trees.ts';

/**
 * Brings the folder to deploy in line with the live site; files are shared as hard links.
 * @returns the folder.
 */
export function prepareDeploy({ live, deploy }: Pick<Folders, 'live' | 'deploy'>): string {
  const tree = realpathSync(live);
  const files = new Map(filesIn(tree).map((file) => [hostedAs(file), join(tree, file)]));
  for (const file of filesIn(deploy)) if (!files.has(file)) removeFile(deploy, file);
  for (const [file, source] of files) {
    const target = join(deploy, file);
    if (statSync(target, { throwIfNoEntry: false })?.ino !== statSync(source).ino)
      placeLink(source, target);
  }
  return deploy;
}

function hostedAs(file: string): string {
  const address = addressOf(file);
  return address.endsWith('/') ? `${address.slice(1)}index.html` : file;
}
