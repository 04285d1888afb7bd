/** The live site as any static host wants it: `/a/b/` is the file `index.html` in a folder of its own. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { addressOf } from '../addresses.ts';
import type { Folders } from '../folders.ts';
import { parseRedirects, redirectsFile } from '../redirects.ts';
import { filesIn, placeFile, placeLink, removeFile } from './trees.ts';

/**
 * Brings the folder to deploy in line with the live site; files are shared as hard links.
 * @param htmlRedirects for hosts that do not read `_redirects`: each redirect is a page besides.
 * @returns the folder.
 */
export function prepareDeploy(
  { live, deploy }: Pick<Folders, 'live' | 'deploy'>,
  { htmlRedirects = false }: { htmlRedirects?: boolean } = {},
): string {
  const tree = realpathSync(live);
  const files = new Map(filesIn(tree).map((file) => [hostedAs(file), join(tree, file)]));
  const redirects = new Map<string, string>();
  for (const { from, to } of htmlRedirects ? redirectsIn(tree) : []) {
    const file = fileOfRedirect(from);
    if (file !== undefined && !files.has(file)) redirects.set(file, redirectPage(to));
  }
  makeRoom(redirects, files);
  for (const file of filesIn(deploy))
    if (!files.has(file) && !redirects.has(file)) removeFile(deploy, file);
  for (const [file, source] of files) {
    const target = join(deploy, file);
    if (statSync(target, { throwIfNoEntry: false })?.ino !== statSync(source).ino)
      placeLink(source, target);
  }
  for (const [file, page] of redirects) placeFile(join(deploy, file), page);
  return deploy;
}

const redirectsIn = (tree: string) =>
  parseRedirects(readFileSync(join(tree, redirectsFile), 'utf8'));

function hostedAs(file: string): string {
  const address = addressOf(file);
  return address.endsWith('/') ? `${address.slice(1)}index.html` : file;
}

/**
 * A host asks for the file at an address, or for the start page of a folder.
 * @returns undefined for an address that would leave the folder, or that no browser asks for.
 */
function fileOfRedirect(from: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(from).slice(1);
  } catch {
    // "%" stands for nothing there.
    return undefined;
  }
  if (/[\0\\]|(?:^|\/)\.{0,2}\/|(?:^|\/)\.{1,2}$/.test(path)) return undefined;
  return /\.\w+$/.test(path) ? path : join(path, 'index.html');
}

/** What has others below it becomes a folder, which hosts answer for too; what is below a file of the site goes. */
function makeRoom(redirects: Map<string, string>, files: ReadonlyMap<string, string>): void {
  const foldersOf = (file: string) =>
    file
      .split('/')
      .flatMap((_, index, parts) => (index > 0 ? [parts.slice(0, index).join('/')] : []));
  for (const file of [...redirects.keys()])
    if (foldersOf(file).some((folder) => files.has(folder))) redirects.delete(file);
  const folders = new Set([...files.keys(), ...redirects.keys()].flatMap(foldersOf));
  for (const [file, page] of [...redirects]) {
    if (!folders.has(file)) continue;
    redirects.delete(file);
    const start = join(file, 'index.html');
    if (!files.has(start) && !redirects.has(start)) redirects.set(start, page);
  }
}

/** A page that leads on by itself. @see https://developers.google.com/search/docs/crawling-indexing/301-redirects */
function redirectPage(to: string): string {
  const url = to.replace(/[&<>"]/g, (sign) => `&#${String(sign.charCodeAt(0))};`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>This page has moved</title>
<meta http-equiv="refresh" content="0; url=${url}">
<link rel="canonical" href="${url}">
<p>This page has moved to <a href="${url}">${url}</a>.</p>
</html>
`;
}
