/** Makes the whole site from the CMS, once. The last good site stays until the new one is whole. */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type CmsClientOptions,
  createCmsClient,
  openReplica,
  type ShownMedia,
} from '@meridian/content';
import { bundleSite } from './bundle.ts';
import { type Folders, foldersIn } from './folders.ts';
import { makeImages, placeImages } from './images.ts';
import { render } from './render.ts';
import { adoptReplica, nextReplica, sync } from './sync.ts';

export interface BuildOptions {
  cms: CmsClientOptions;
  dataFolder: string;
  /** The address at which visitors will find the site. */
  siteUrl: string;
  /** Whether to make and place images; the bench leaves them out. */
  images?: boolean;
  onStep?: (step: string) => void;
}

export interface BuildReport {
  /** Where the finished site lies. */
  site: string;
  entries: number;
  /** Milliseconds each step took. */
  times: { pull: number; bundle: number; images: number; render: number; total: number };
}

/**
 * Pulls, makes images, renders and puts the result in place of the site before.
 * @throws CmsError, ContentError or RenderError, and leaves the site before as it was.
 */
export async function buildSite(options: BuildOptions): Promise<BuildReport> {
  const { cms, dataFolder, siteUrl, images = true, onStep = () => undefined } = options;
  const folders = foldersIn(dataFolder);
  const next = `${folders.site}.next`;
  const times = { pull: 0, bundle: 0, images: 0, render: 0, total: 0 };
  const timed = async <T>(name: keyof typeof times, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    times[name] = performance.now() - start;
    return result;
  };

  const entries = await timed('total', async () => {
    await restoreSite(folders.site);
    onStep('Pulling the content from the CMS');
    const [pulled, bundle] = await allDone([
      timed('pull', () => pullInto(folders, cms)),
      timed('bundle', () => bundleSite(folders.cache, siteUrl)),
    ]);
    const shown = images ? shownIn(folders) : [];
    await timed('images', () => makeShown(shown, folders, cms, onStep));
    onStep('Rendering the pages');
    await rm(next, { recursive: true, force: true });
    const replica = nextReplica(folders.replica);
    await timed('render', () =>
      render({
        bundle,
        replica,
        site: next,
        onProgress: (done, total) => {
          onStep(`Rendering page ${String(done)} of ${String(total)}`);
        },
      }),
    );
    await placeImages(shown, folders.images, next);
    await replaceSite(folders.site, next);
    await adoptReplica(folders.replica);
    return pulled;
  });
  return { site: folders.site, entries, times };
}

/** Waits for both before it fails, so that nothing goes on behind a caller who was told of an error. */
async function allDone<A, B>(work: [Promise<A>, Promise<B>]): Promise<[A, B]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

/**
 * Brings the replica and the images up to date without rendering: what `astro dev` needs.
 * @returns a folder with the images, as the site's public files.
 */
export async function prepareDevelopment(
  dataFolder: string,
  cms: CmsClientOptions,
  onStep: (step: string) => void,
): Promise<{ replica: string; publicFolder: string }> {
  const folders = foldersIn(dataFolder);
  const publicFolder = join(folders.cache, 'public');
  await pullInto(folders, cms);
  const shown = shownIn(folders);
  await makeShown(shown, folders, cms, onStep);
  await rm(publicFolder, { recursive: true, force: true });
  await placeImages(shown, folders.images, publicFolder);
  await adoptReplica(folders.replica);
  return { replica: folders.replica, publicFolder };
}

async function pullInto({ replica }: Folders, cms: CmsClientOptions): Promise<number> {
  await mkdir(dirname(replica), { recursive: true });
  return sync(createCmsClient(cms), replica);
}

function shownIn({ replica: file }: Folders): ShownMedia[] {
  const replica = openReplica(nextReplica(file));
  try {
    return replica.media();
  } finally {
    replica.close();
  }
}

function makeShown(
  shown: readonly ShownMedia[],
  { images }: Folders,
  { url }: CmsClientOptions,
  onStep: (step: string) => void,
): Promise<void> {
  return makeImages(shown, {
    cmsUrl: url,
    folder: images,
    onProgress: (done, total) => {
      onStep(`Making image ${String(done)} of ${String(total)}`);
    },
  });
}

const previous = (site: string) => `${site}.previous`;

async function replaceSite(site: string, next: string): Promise<void> {
  await rm(previous(site), { recursive: true, force: true });
  if (existsSync(site)) await rename(site, previous(site));
  await rename(next, site);
  await rm(previous(site), { recursive: true, force: true });
}

/** Brings the last good site back where a build was cut off between its two renames. */
async function restoreSite(site: string): Promise<void> {
  if (!existsSync(site) && existsSync(previous(site))) await rename(previous(site), site);
}
