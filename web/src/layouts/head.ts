import type { Archive, Media, ShareImage } from '@meridian/content';
import type { Thing } from 'schema-dts';
import type { Absolute } from '../structured-data/graph.ts';

/** What a page says of itself to browsers, search engines and those it is shared with. */
export interface Head {
  title: string;
  description: string;
  /** From the root of the site; also the canonical URL. */
  path: string;
  image?: Media | undefined;
  /** What is drawn where the page is shared, in the place of its image. */
  shareImage?: ShareImage | undefined;
  noIndex?: boolean | undefined;
  type?: 'website' | 'article' | 'profile';
  /** The posts that the page lists, where they have a feed of their own. */
  archive?: Archive;
  /** What the search calls the page, of those that it finds. */
  search?: string;
  /** JSON-LD beyond what stands on every page. */
  nodes?: (absolute: Absolute) => Exclude<Thing, string>[];
}
