/**
 * Where the pages and files of the site lie in a tree. The page `/a/b/` is the file `a/b.html`: a folder
 * for each page would take several times as long to make as the page itself (figures in the README).
 */
import { join } from 'node:path';
import { paths } from '@meridian/content';
import { isFile } from './release/trees.ts';

/** The file of a page or file of the site, below a tree. */
export function fileOf(path: string): string {
  if (path === paths.home()) return 'index.html';
  return path.endsWith('/') ? `${path.slice(1, -1)}.html` : path.slice(1);
}

/** The other way round: the path at which visitors find a file of a tree. */
export function addressOf(file: string): string {
  if (file === fileOf(paths.home())) return paths.home();
  const isPage = file.endsWith('.html') && file !== fileOf(paths.notFound());
  return isPage ? `/${file.slice(0, -'.html'.length)}/` : `/${file}`;
}

/** Whether a tree has something at a path that a visitor may ask for. */
export function isThere(tree: string, path: string): boolean {
  const file = fileOf(path);
  return addressOf(file) === path && isFile(join(tree, file));
}
