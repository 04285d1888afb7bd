/** The redirects of a tree, read again when another tree is live. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseRedirects, type Redirection, redirectsFile } from '../redirects.ts';

export class Redirects {
  #version = '';
  #all = new Map<string, Redirection>();

  /** Where a path leads, with or without a slash at its end. */
  of(tree: string, path: string): Redirection | undefined {
    this.#read(join(tree, redirectsFile));
    const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
    return this.#all.get(path) ?? this.#all.get(other);
  }

  #read(file: string): void {
    const stats = statSync(file, { throwIfNoEntry: false });
    const version = stats ? `${String(stats.ino)} ${String(stats.mtimeMs)}` : 'none';
    if (version === this.#version) return;
    this.#version = version;
    const redirects = stats ? parseRedirects(readFileSync(file, 'utf8')) : [];
    this.#all = new Map(redirects.map((redirect) => [decoded(redirect.from), redirect]));
  }
}

/** The path that a browser asks for, as people read it. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // "%" stands for nothing there, and for itself.
    return path;
  }
}
