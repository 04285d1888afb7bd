/** Which files beside the pages a release has to place, and which to remove: assets, images, redirects. */
import { hash } from 'node:crypto';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Media, renditionsOf, type ShownMedia, type WritableReplica } from '@meridian/content';
import type { Folders } from '../folders.ts';
import { keptFile } from '../images.ts';
import { formatRedirects, redirectsFile } from '../redirects.ts';
import type { Bundle } from '../render/bundle.ts';
import type { Change } from './change.ts';

/** A file of the site that no page is: where its bytes come from, and what tells them apart. */
export interface SiteFile {
  path: string;
  hash: string;
  from: { link: string } | { text: string };
}

/** Folders of files that come behind the pages. */
export const foldersBehind = { search: 'search/', share: 'share/' } as const;
const isBehind = (path: string) =>
  Object.values(foldersBehind).some((folder) => path.startsWith(folder));

/**
 * Of files that come behind the pages, those that are new, and those that are no more.
 * @param folder in which they lie, and no others.
 * @param known what lies in the site, by what it holds.
 */
export function filesBehind(
  folder: string,
  wanted: readonly SiteFile[],
  known: ReadonlyMap<string, string>,
): { files: SiteFile[]; goneFiles: string[] } {
  const all = new Set(wanted.map(({ path }) => path));
  return {
    files: wanted.filter(({ path, hash }) => known.get(path) !== hash),
    goneFiles: [...known.keys()].filter((path) => path.startsWith(folder) && !all.has(path)),
  };
}

/** Images that may not be in the site yet. */
export function imagesToShow({ isAnew, touches }: Change, replica: WritableReplica): ShownMedia[] {
  if (isAnew) return replica.media();
  const ids = new Set(touches.flatMap(({ media }) => media.map(({ id }) => id)));
  return [...ids].flatMap((id) => replica.mediaById(id));
}

/**
 * Files that are new, and those that are no more.
 * @param known what lies in the site, by what it holds.
 */
export function filesAfter(
  { isAnew, touches }: Change,
  shown: readonly ShownMedia[],
  known: ReadonlyMap<string, string>,
  from: { bundle: Bundle; replica: WritableReplica; images: Folders['images'] },
): { files: SiteFile[]; goneFiles: string[] } {
  const imagesOf = (media: readonly Media[]) => imageFiles(media, from.images);
  const wanted: SiteFile[] = [
    ...(isAnew ? assetsOf(from.bundle) : []),
    ...imagesOf(shown.map(({ media }) => media)),
    redirectsOf(from.replica),
  ];
  const paths = new Set(wanted.map(({ path }) => path));
  const before = isAnew
    ? [...known.keys()].filter((path) => !isBehind(path))
    : imagesOf(touches.flatMap(({ media }) => media)).map(({ path }) => path);
  return {
    files: wanted.filter(({ path, hash }) => known.get(path) !== hash),
    goneFiles: [...new Set(before)].filter((path) => known.has(path) && !paths.has(path)),
  };
}

function redirectsOf(replica: WritableReplica): SiteFile {
  const text = formatRedirects(replica);
  return { path: redirectsFile, hash: hash('sha256', text, 'base64url'), from: { text } };
}

/** The files that the bundled program comes with: styles and the like. */
function assetsOf({ folder: bundle, version }: Bundle): SiteFile[] {
  const folder = join(bundle, 'client');
  if (!existsSync(folder)) return [];
  return globSync('**/*', { cwd: folder })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => ({
      path: name,
      // Names of assets hold a digest of their content, but not all of them do.
      hash: version,
      from: { link: join(folder, name) },
    }));
}

export function imageFiles(
  media: readonly Media[],
  folder: string,
): (SiteFile & { from: { link: string } })[] {
  return media.flatMap((item) =>
    renditionsOf(item).map((rendition) => ({
      path: rendition.path.slice(1),
      hash: 'named by its content',
      from: { link: keptFile(rendition, folder) },
    })),
  );
}
