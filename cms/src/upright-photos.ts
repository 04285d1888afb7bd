/**
 * Photos of phones lie on their side, with a note of where up is. Strapi makes them smaller without a look at
 * that note, and leaves it out; so they are turned first. The place where a photo was taken goes with the note.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Core } from '@strapi/strapi';
import sharp from 'sharp';

/** What Strapi's upload knows of a file, as far as it is looked at here. */
interface UploadedFile {
  filepath?: string;
  hash: string;
  /** Removed, with all that is in it, when the upload is done. */
  tmpWorkingDirectory?: string;
  getStream: () => NodeJS.ReadableStream;
  /** In kilobytes of 1,000 bytes. */
  size: number;
  sizeInBytes: number;
}

/** Strapi's own service, which has no type of its own; each upload of an image goes through `optimize`. */
interface ImageManipulation {
  optimize(file: UploadedFile): Promise<UploadedFile>;
}

/** Orientations from 2 on are turned or mirrored. @see https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf 4.6.4 */
const upright = 1;
/** Nothing to see is lost; Strapi's own step makes it smaller. */
const quality = 95;

export function turnPhotosUpright(strapi: Core.Strapi): void {
  const images: ImageManipulation = strapi.plugin('upload').service('image-manipulation');
  const optimize = images.optimize.bind(images);
  images.optimize = async (file) => optimize(await turned(file));
}

async function turned(file: UploadedFile): Promise<UploadedFile> {
  const { filepath, hash, tmpWorkingDirectory } = file;
  if (filepath === undefined || tmpWorkingDirectory === undefined) return file;
  const image = sharp(filepath);
  const { orientation = upright, format, pages = 1 } = await image.metadata();
  // An image that moves is made of many, and no camera makes one.
  if (orientation === upright || pages > 1) return file;
  const path = join(tmpWorkingDirectory, `upright-${hash}`);
  await image
    .autoOrient()
    .keepIccProfile()
    // For PNG a quality would mean fewer colours.
    .toFormat(format, format === 'png' ? {} : { quality })
    .toFile(path);
  const { size } = await stat(path);
  return {
    ...file,
    filepath: path,
    getStream: () => createReadStream(path),
    size: size / 1_000,
    sizeInBytes: size,
  };
}
