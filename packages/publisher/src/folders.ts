/** Where a site keeps what it is made from and what it made, below one data folder. */
import { join } from 'node:path';

export interface Folders {
  /** The local copy of all that is public. */
  replica: string;
  /** What the publisher knows of pages and releases. */
  ledger: string;
  /** The link to the tree that visitors see. */
  live: string;
  /** Whole sites, of which one is live and the others are about to be. */
  trees: string;
  /** For each of the last releases, the files that it replaced. */
  releases: string;
  /** Compressed copies of files of the trees, see `server/encodings.ts`. */
  copies: string;
  /** The live site as any static host wants it, see `release/deploy.ts`. */
  deploy: string;
  /** Renditions of images, by name; names never stand for other content. */
  images: string;
  /** What can be made again at any time. */
  cache: string;
}

export function foldersIn(dataFolder: string): Folders {
  const site = join(dataFolder, 'site');
  return {
    replica: join(site, 'replica.db'),
    ledger: join(site, 'ledger.db'),
    live: join(site, 'live'),
    trees: join(site, 'trees'),
    releases: join(site, 'releases'),
    copies: join(site, 'copies'),
    deploy: join(site, 'deploy'),
    images: join(dataFolder, 'images'),
    cache: join(dataFolder, 'cache'),
  };
}
