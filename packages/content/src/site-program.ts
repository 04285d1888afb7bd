import type { Reads } from './replica/reads.ts';

/** A page or file that belongs to the site and to no single entry. */
export interface SitePage {
  path: string;
  /** Whether it may follow the pages a moment later: a file for machines that costs more to make. */
  follows: boolean;
}

/** What the publisher asks of the site's bundled program. */
export interface SiteProgram {
  /** Overviews, pages of lists, and files. Each entry with a path has its page besides. */
  sitePages: () => Promise<SitePage[]>;
  /** Renders the page or file at a path, and tells what it read; rejects with the page's own error. */
  renderPage: (path: string) => Promise<{ body: Uint8Array; reads: Reads }>;
}
