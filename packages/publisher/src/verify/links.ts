/** Whether what pages lead to is there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileOf, isThere } from '../addresses.ts';
import type { PageProblem, Rendered } from '../render/worker.ts';

/**
 * Links of new pages that lead nowhere in a finished tree.
 * @param isExpected says of what is not there whether it will be.
 */
export function brokenLinks(
  tree: string,
  rendered: readonly Rendered[],
  isExpected: (link: string) => boolean,
): PageProblem[] {
  const checker = new LinkChecker(tree);
  return rendered.flatMap(({ path, links }) =>
    links
      .filter((link) => !checker.leadsSomewhere(link) && !isExpected(link))
      .map((link) => ({ path, message: `It leads to ${link}, where nothing is.` })),
  );
}

/** Asks a finished tree; each question once. */
class LinkChecker {
  readonly #tree: string;
  readonly #answers = new Map<string, boolean>();

  constructor(tree: string) {
    this.#tree = tree;
  }

  /** @param link a path from the root of the site, which may name an anchor. */
  leadsSomewhere(link: string): boolean {
    let answer = this.#answers.get(link);
    if (answer === undefined) {
      answer = this.#look(link);
      this.#answers.set(link, answer);
    }
    return answer;
  }

  #look(link: string): boolean {
    const [address = '', anchor = ''] = link.split('#');
    const path = decoded(address.split('?')[0] ?? '');
    if (path === undefined || !isThere(this.#tree, path)) return false;
    if (anchor === '') return true;
    return readFileSync(join(this.#tree, fileOf(path)), 'utf8').includes(` id="${anchor}"`);
  }
}

/** The path of an address; undefined for one that no browser could ask for. */
function decoded(path: string): string | undefined {
  try {
    return decodeURI(path);
  } catch {
    // "%" stands for nothing there.
    return undefined;
  }
}
