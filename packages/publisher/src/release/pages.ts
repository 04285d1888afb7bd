/** Which pages a release has to render, and which to remove. */
import type { SitePage, Touch, WritableReplica } from '@meridian/content';
import type { Dependencies } from '../render/dependencies.ts';

/** Pages that belong to no single entry, as the site's program lists them. */
export class SitePages {
  readonly #pages: ReadonlyMap<string, SitePage>;

  constructor(pages: readonly SitePage[]) {
    this.#pages = new Map(pages.map((page) => [page.path, page]));
  }

  paths(): string[] {
    return [...this.#pages.keys()];
  }

  has(path: string): boolean {
    return this.#pages.has(path);
  }

  follows(path: string): boolean {
    return this.#pages.get(path)?.follows ?? false;
  }
}

/**
 * Pages to render and to remove after changes.
 * @param sitePages pages that belonged to no single entry before, which may be among others, and that do now.
 */
export function pagesAfter(
  touches: readonly Touch[],
  dependencies: Dependencies,
  replica: WritableReplica,
  { before, after }: { before: readonly string[]; after: SitePages },
): { pages: Set<string>; gone: Set<string> } {
  const pages = dependencies.affectedBy(touches);
  const gone = new Set<string>();
  const exists = (path: string) => after.has(path) || replica.hasPage(path);
  const moved = touches.flatMap(({ path }) =>
    path.before === path.after ? [] : [path.before, path.after],
  );
  for (const path of [...moved, ...before, ...after.paths()]) {
    if (path === null) continue;
    if (!exists(path)) gone.add(path);
    else if (!dependencies.has(path)) pages.add(path);
  }
  for (const path of gone) pages.delete(path);
  return { pages, gone: new Set([...gone].filter((path) => dependencies.has(path))) };
}

/** Pages to render a moment after changes: those that follow, and are concerned or new. */
export function pagesThatFollow(
  touches: readonly Touch[],
  dependencies: Dependencies,
  sitePages: SitePages,
): string[] {
  const affected = dependencies.affectedBy(touches);
  return sitePages
    .paths()
    .filter((path) => sitePages.follows(path) && (affected.has(path) || !dependencies.has(path)));
}
