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
  const redirects = new Map(
    (htmlRedirects ? parseRedirects(readFileSync(join(tree, redirectsFile), 'utf8')) : [])
      .map(({ from, to }) => [fileOfRedirect(from), redirectPage(to)] as const)
      .filter(([file]) => !files.has(file)),
  );
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

function hostedAs(file: string): string {
  const address = addressOf(file);
  return address.endsWith('/') ? `${address.slice(1)}index.html` : file;
}

/** A host asks for the file at an address, or for the start page of a folder. */
function fileOfRedirect(from: string): string {
  const path = decodeURI(from).slice(1);
  return /\.\w+$/.test(path) ? path : join(path, 'index.html');
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
