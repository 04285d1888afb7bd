/** What the publisher asks of the site's bundled program. */
export interface SiteProgram {
  /** Paths of all pages and files that are made from the content. */
  pagePaths: () => string[];
  /** Renders the page or file at one of those paths; rejects with the page's own error. */
  renderPage: (path: string) => Promise<string>;
}
