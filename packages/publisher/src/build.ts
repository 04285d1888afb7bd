/** Makes the whole site from the CMS, once. The last good site stays until the new one is whole. */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import {
  type CmsClientOptions,
  createCmsClient,
  openReplica,
  type ShownMedia,
} from '@meridian/content';
import { foldersIn } from './folders.ts';
import { makeImages, placeImages } from './images.ts';
import { render } from './render.ts';
import { adoptReplica, sync } from './sync.ts';

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
  times: { pull: number; images: number; render: number; total: number };
}

/**
 * Pulls, makes images, renders and puts the result in place of the site before.
 * @throws CmsError, ContentError or RenderError, and leaves the site before as it was.
 */
export async function buildSite(options: BuildOptions): Promise<BuildReport> {
  const { cms, dataFolder, siteUrl, images = true, onStep = () => undefined } = options;
  const folders = foldersIn(dataFolder);
  const next = `${folders.site}.next`;
  const times = { pull: 0, images: 0, render: 0, total: 0 };
  const timed = async <T>(name: keyof typeof times, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    times[name] = performance.now() - start;
    return result;
  };

  const entries = await timed('total', async () => {
    await mkdir(dataFolder, { recursive: true });
    await restoreSite(folders.site);
    onStep('Pulling the content from the CMS');
    const pulled = await timed('pull', () => sync(createCmsClient(cms), folders.replica));
    const replica = `${folders.replica}.next`;
    const shown = images ? shownIn(replica) : [];
    await timed('images', () =>
      makeImages(shown, {
        cmsUrl: cms.url,
        folder: folders.images,
        onProgress: (done, total) => {
          onStep(`Making image ${String(done)} of ${String(total)}`);
        },
      }),
    );
    onStep('Rendering the pages');
    await rm(next, { recursive: true, force: true });
    await timed('render', () => render({ replica, site: next, cache: folders.cache, siteUrl }));
    await placeImages(shown, folders.images, next);
    await replaceSite(folders.site, next);
    await adoptReplica(folders.replica);
    return pulled;
  });
  return { site: folders.site, entries, times };
}

function shownIn(file: string): ShownMedia[] {
  const replica = openReplica(file);
  try {
    return replica.media();
  } finally {
    replica.close();
  }
}

const previous = (site: string) => `${site}.previous`;

async function replaceSite(site: string, next: string): Promise<void> {
  await rm(previous(site), { recursive: true, force: true });
  if (existsSync(site)) await rename(site, previous(site));
  await rename(next, site);
  await rm(previous(site), { recursive: true, force: true });
}

/** Brings the last good site back where a build was cut off between its two renames. */
export async function restoreSite(site: string): Promise<void> {
  if (!existsSync(site) && existsSync(previous(site))) await rename(previous(site), site);
}
