/** Where a site keeps what it is made from and what it made, below one data folder. */
import { join } from 'node:path';

export interface Folders {
  /** The replica of the last good build. */
  replica: string;
  /** Renditions of images, by name; names never stand for other content. */
  images: string;
  /** The finished site. */
  site: string;
  /** What can be made again at any time. */
  cache: string;
}

export function foldersIn(dataFolder: string): Folders {
  return {
    replica: join(dataFolder, 'site.db'),
    images: join(dataFolder, 'images'),
    site: join(dataFolder, 'site'),
    cache: join(dataFolder, 'cache'),
  };
}
