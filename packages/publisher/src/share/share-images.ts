/** The images that are shown where posts are shared: made behind the pages, and kept by what they show. */
import { existsSync, mkdirSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
  nameOfShareImage,
  paths,
  type Replica,
  type ShareImage,
  shareImageOf,
} from '@meridian/content';
import type { Folders } from '../folders.ts';
import { fileOf } from '../addresses.ts';
import type { SiteFile } from '../release/files.ts';
import { drawShareImage, prepareFonts } from './draw.ts';

/** How many posts are looked at in one go, which takes some ten milliseconds. */
const postsAtOnce = 1_000;

/** What images of the site show, by their places in it. */
export type WantedImages = ReadonlyMap<string, ShareImage>;

export class ShareImages {
  readonly #folder: string;
  readonly #fonts: string;
  #isPrepared = false;

  constructor({ images, cache }: Pick<Folders, 'images' | 'cache'>) {
    this.#folder = images;
    this.#fonts = join(cache, 'fonts');
  }

  /** The images of all posts, of the newest first, which are shared the most. */
  async wanted(replica: Replica): Promise<WantedImages> {
    const images = new Map<string, ShareImage>();
    for (let offset = 0; ; offset += postsAtOnce) {
      const posts = replica.list('Post', 'all', {
        limit: postsAtOnce,
        offset,
        newestFirst: true,
      });
      for (const post of posts) {
        const image = shareImageOf(replica, post);
        if (image) images.set(fileOf(paths.shareImage(nameOfShareImage(image))), image);
      }
      if (posts.length < postsAtOnce) return images;
      // Who publishes meanwhile need not wait.
      await setImmediate();
    }
  }

  siteFile(path: string): SiteFile {
    return { path, hash: 'named by its content', from: { link: this.keptFile(path) } };
  }

  /** Where the image of a place in the site is kept. */
  keptFile(path: string): string {
    return join(this.#folder, path);
  }

  /**
   * Makes an image, unless it was made before.
   * @returns whether it is there: one that cannot be drawn is told of, and missed by nobody else.
   */
  async make(path: string, wanted: WantedImages): Promise<boolean> {
    const [file, image] = [this.keptFile(path), wanted.get(path)];
    if (!image) return false;
    if (existsSync(file)) return true;
    if (!this.#isPrepared) {
      prepareFonts(this.#fonts);
      mkdirSync(dirname(file), { recursive: true });
      this.#isPrepared = true;
    }
    let drawn: Buffer;
    try {
      drawn = await drawShareImage(image);
    } catch (error) {
      const reason = String(error);
      process.stderr.write(`“${image.title}” has no image for sharing: ${reason}\n`);
      return false;
    }
    // A file under its own name is always whole.
    await writeFile(`${file}.part`, drawn);
    await rename(`${file}.part`, file);
    return true;
  }

  /** Removes an image that no post has; releases that show it have it as a hard link. */
  remove(path: string): Promise<void> {
    return rm(this.keptFile(path), { force: true });
  }
}
