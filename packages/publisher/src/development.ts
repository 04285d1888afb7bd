/** Brings content and images to where `astro dev` finds them. */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type CmsClientOptions, createCmsClient, createReplica } from '@meridian/content';
import { foldersIn } from './folders.ts';
import { makeImages } from './images.ts';
import { imageFiles } from './release/files.ts';
import { placeLink } from './release/trees.ts';
import { sync } from './sync.ts';

/** @returns a replica of its own, and a folder with the images, as the site's public files. */
export async function prepareDevelopment(
  dataFolder: string,
  cms: CmsClientOptions,
  onStep: (step: string) => void,
): Promise<{ replica: string; publicFolder: string }> {
  const { cache, images } = foldersIn(dataFolder);
  const publicFolder = join(cache, 'public');
  const file = join(cache, 'development.db');
  await mkdir(cache, { recursive: true });
  const replica = createReplica(file);
  try {
    await sync(createCmsClient(cms), replica);
    const shown = replica.media();
    await makeImages(shown, {
      cmsUrl: cms.url,
      folder: images,
      onProgress: (done, total) => {
        onStep(`Making image ${String(done)} of ${String(total)}`);
      },
    });
    await rm(publicFolder, { recursive: true, force: true });
    for (const { path, from } of imageFiles(
      shown.map(({ media }) => media),
      images,
    ))
      placeLink(from.link, join(publicFolder, path));
  } finally {
    replica.close();
  }
  return { replica: file, publicFolder };
}
