/** Makes the sizes and formats of images that pages show, each once. */
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import {
  CmsError,
  type Problem,
  type Rendition,
  renditionsOf,
  type ShownMedia,
} from '@meridian/content';
import pLimit from 'p-limit';
import sharp, { type Sharp } from 'sharp';

const downloadTimeout = 30_000;

export interface ImageOptions {
  cmsUrl: string;
  /** Where renditions are kept for as long as a page shows them. */
  folder: string;
  /** Called after each image that had to be made. */
  onProgress?: (done: number, total: number) => void;
}

/**
 * Makes the renditions that are not there yet.
 * @returns what is wrong with each image that cannot be had or read.
 * @throws CmsError when the CMS does not answer.
 */
export async function makeImages(
  shown: readonly ShownMedia[],
  options: ImageOptions,
): Promise<Problem[]> {
  await mkdir(options.folder, { recursive: true });
  const missing = await absent(shown, options.folder);
  const limit = pLimit(availableParallelism());
  const problems: Problem[] = [];
  let done = 0;
  await Promise.all(
    missing.map((item) =>
      limit(async () => {
        const problem = await makeImage(item, options);
        if (problem !== undefined) problems.push(problem);
        done += 1;
        options.onProgress?.(done, missing.length);
      }),
    ),
  );
  return problems;
}

async function absent(shown: readonly ShownMedia[], folder: string): Promise<ShownMedia[]> {
  const complete = await Promise.all(
    shown.map(({ media }) =>
      Promise.all(renditionsOf(media).map((rendition) => exists(keptFile(rendition, folder)))),
    ),
  );
  return shown.filter((_, index) => complete[index]?.includes(false));
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Where a rendition is kept between releases. */
export const keptFile = ({ path }: Rendition, folder: string): string =>
  join(folder, basename(path));

/**
 * Removes renditions that no page shows any more; when one does again, they are made again.
 * @param paths of files that are gone from the site, images among them.
 */
export async function forgetImages(paths: readonly string[], folder: string): Promise<void> {
  for (const path of paths)
    if (path.startsWith('images/')) await rm(join(folder, basename(path)), { force: true });
}

/** Makes one image's renditions; a problem with the image is returned, one of the machine thrown. */
async function makeImage(
  { media, kind, id, label }: ShownMedia,
  { cmsUrl, folder }: ImageOptions,
): Promise<Problem | undefined> {
  const problem = (message: string): Problem => ({ kind, id, label, field: 'image', message });
  let original: Buffer;
  try {
    const response = await fetch(new URL(media.url, cmsUrl), {
      signal: AbortSignal.timeout(downloadTimeout),
    });
    if (response.status >= 500) throw new Error(`status ${String(response.status)}`);
    if (!response.ok)
      return problem(
        `The file ${media.url} cannot be had from the CMS (status ${String(response.status)}): upload it again.`,
      );
    original = Buffer.from(await response.arrayBuffer());
  } catch (error) {
    throw new CmsError(
      'unreachable',
      `The CMS at ${cmsUrl} does not give the file ${media.url} (${String(error)}).`,
      error,
    );
  }
  for (const rendition of renditionsOf(media)) {
    let bytes: Buffer;
    try {
      bytes = await encoded(
        sharp(original).autoOrient().resize(rendition.width, rendition.height),
        rendition,
      );
    } catch (error) {
      return problem(
        `The file ${media.url} is not an image that can be read (${String(error)}): upload it again.`,
      );
    }
    const file = keptFile(rendition, folder);
    // A file under its own name is always whole.
    await writeFile(`${file}.part`, bytes);
    await rename(`${file}.part`, file);
  }
  return undefined;
}

function encoded(image: Sharp, { format }: Rendition): Promise<Buffer> {
  // Low effort: a third of the time for a tenth more bytes.
  return format === 'avif'
    ? image.avif({ quality: 55, effort: 2 }).toBuffer()
    : image.webp({ quality: 78, effort: 3 }).toBuffer();
}
