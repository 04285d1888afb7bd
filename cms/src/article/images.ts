/**
 * Brings an image from another site into the media library, for text that was pasted. What arrives is
 * taken for an image only if it can be read as one, whatever it says it is.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Core } from '@strapi/strapi';
import sharp, { type Metadata } from 'sharp';
import { fetchSafely, wordsFor } from '../network/safe-request';

/** Bytes; cameras of today write about ten million. */
const largestImage = 25_000_000;

/** A few bytes can claim to be a huge image, which takes four bytes of memory for each of its pixels. */
const mostPixels = 60_000_000;

/** What the media library and the site make renditions of; SVG can hold scripts. */
const formats: Partial<Record<string, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
};

/** The image cannot be had; the message says why. */
export class ImageError extends Error {
  override name = 'ImageError';
}

interface Source {
  url: string;
  /** Hosts of a private network that are allowed. */
  privateHosts: readonly string[];
}

/**
 * @param user who adds it.
 * @returns the file of the media library.
 * @throws ImageError
 */
export async function bringImage(
  strapi: Core.Strapi,
  { url, privateHosts }: Source,
  user: unknown,
): Promise<object> {
  const host = URL.canParse(url) && new URL(url).host !== '' ? new URL(url).host : 'This address';
  const { status, body } = await fetchSafely(
    url,
    { accept: 'image/*', longest: largestImage },
    privateHosts,
  ).catch((error: unknown) => {
    if (error instanceof RangeError) throw new ImageError('The image is larger than 25 MB.');
    throw new ImageError(`${host} does not give the image. ${wordsFor(error as Error)}`);
  });
  if (status !== 200)
    throw new ImageError(
      `${host} does not give the image: it answers with status ${String(status)}.`,
    );
  const { format, width, height, pages } = await sharp(body).metadata().catch(noMetadata);
  const mimetype = format === undefined ? undefined : formats[format];
  if (format === undefined || mimetype === undefined)
    throw new ImageError(`What ${host} gives is no PNG, JPEG, GIF or WebP image.`);
  if ((width ?? 0) * (height ?? 0) * (pages ?? 1) > mostPixels)
    throw new ImageError(
      `The image is too large to show: more than ${String(mostPixels / 1_000_000)} million dots.`,
    );
  return upload(strapi, { body, mimetype, name: nameOf(url, format) }, user);
}

/** What cannot be read as an image has no format, whatever it says it is. */
const noMetadata = (): Partial<Metadata> => ({});

function nameOf(url: string, format: string): string {
  const last = basename(new URL(url).pathname).replace(/\.[a-z0-9]{1,5}$/i, '');
  const name = last.replace(/[^\p{L}\p{N} _-]+/gu, '-').slice(0, 80);
  return `${name === '' ? 'image' : name}.${format}`;
}

async function upload(
  strapi: Core.Strapi,
  { body, mimetype, name }: { body: Buffer; mimetype: string; name: string },
  user: unknown,
): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'meridian-image-'));
  try {
    const filepath = join(folder, 'image');
    await writeFile(filepath, body);
    const files = [{ filepath, originalFilename: name, mimetype, size: body.length }];
    const uploads = strapi.plugin('upload').service('upload');
    const [file] = await uploads.upload({ data: { fileInfo: { name } }, files }, { user });
    if (!file) throw new ImageError('The media library did not take the image. Try again.');
    return file;
  } finally {
    await rm(folder, { recursive: true });
  }
}
