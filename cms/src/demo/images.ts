/** Puts the drawings of the demonstration content into the media library, as raster images. */
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Core } from '@strapi/strapi';
import sharp from 'sharp';

export interface DemoImage {
  id: number;
  documentId: string;
}

const width = 1600;

/** Uploads every drawing; by its name without extension. */
export async function uploadImages(
  strapi: Core.Strapi,
  folder: string,
): Promise<ReadonlyMap<string, DemoImage>> {
  const temporary = await mkdtemp(join(tmpdir(), 'meridian-demo-'));
  try {
    const images = new Map<string, DemoImage>();
    for (const drawing of (await readdir(folder)).sort()) {
      const name = basename(drawing, '.svg');
      const png = join(temporary, `${name}.png`);
      await sharp(join(folder, drawing), { density: 144 })
        .resize({ width, withoutEnlargement: true })
        .png({ palette: true })
        .toFile(png);
      images.set(name, await upload(strapi, name, png));
    }
    return images;
  } finally {
    await rm(temporary, { recursive: true });
  }
}

async function upload(strapi: Core.Strapi, name: string, filepath: string): Promise<DemoImage> {
  const { size } = await stat(filepath);
  const uploads = strapi.plugin('upload').service('upload');
  const [image] = await uploads.upload({
    data: { fileInfo: { name } },
    files: [{ filepath, originalFilename: `${name}.png`, mimetype: 'image/png', size }],
  });
  return image as DemoImage;
}
