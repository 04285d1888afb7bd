/**
 * Whole sites on disk. One is live: a symbolic link names it, and renaming another link over that
 * one is the switch. A release is made in another tree, which first takes over what it lacks. So a
 * release costs as much as it changes, however large the site; a new folder of hard links for each
 * would cost as much as the site has files (figures in the README).
 *
 * Trees share unchanged files as hard links. Hence a file is never written again: a new version is
 * a new file.
 */
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

/** One is live, one is next, and who was slow may still read the one before. */
const names = ['a', 'b', 'c'] as const;

export class Trees {
  readonly #folder: string;
  readonly #link: string;

  constructor(folder: string, link: string) {
    this.#folder = folder;
    this.#link = link;
    mkdirSync(folder, { recursive: true });
  }

  folderOf(tree: string): string {
    return join(this.#folder, tree);
  }

  /** The tree that visitors see. */
  live(): string | undefined {
    try {
      return basename(readlinkSync(this.#link));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  has(tree: string): boolean {
    return existsSync(this.folderOf(tree));
  }

  existing(): string[] {
    return names.filter((name) => this.has(name));
  }

  /** The tree that has not been live for the longest time. */
  next(): string {
    const live = names.indexOf(this.live() as (typeof names)[number]);
    return names[(live + 1) % names.length] ?? names[0];
  }

  /** Makes a tree live, in one step. */
  switchTo(tree: string): void {
    const link = `${this.#link}.next`;
    rmSync(link, { force: true });
    symlinkSync(join(basename(this.#folder), tree), link);
    renameSync(link, this.#link);
  }

  removeFrom(tree: string, file: string): void {
    removeFile(this.folderOf(tree), file);
  }

  remove(tree: string): void {
    rmSync(this.folderOf(tree), { recursive: true, force: true });
  }

  /** Makes a tree a copy of another, in hard links. Half a copy has another name. */
  clone(from: string, to: string): void {
    const part = this.folderOf(`${to}.part`);
    rmSync(part, { recursive: true, force: true });
    this.remove(to);
    linkAll(this.folderOf(from), part);
    renameSync(part, this.folderOf(to));
  }

  /** Brings files of a tree in line with another tree. */
  takeOver(files: Iterable<string>, from: string, to: string): void {
    for (const file of files) {
      const source = join(this.folderOf(from), file);
      if (isFile(source)) placeLink(source, join(this.folderOf(to), file));
      else removeFile(this.folderOf(to), file);
    }
  }
}

function linkAll(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkAll(source, target);
    else linkSync(source, target);
  }
}

/** Every file in a folder, and in those below it; none when there is no such folder. */
export function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}

/** Codes by which the system says that a path names nothing. */
const nothing = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']);

export function isFile(path: string): boolean {
  try {
    return lstatSync(path).isFile();
  } catch (error) {
    if (nothing.has((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Does `place`, and once more when a file was in the way, or its folder missing. */
function inPlace(file: string, place: () => void): void {
  for (let hasFolder = false; ;) {
    try {
      place();
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EEXIST') unlinkSync(file);
      else if (code === 'ENOENT' && !hasFolder) {
        mkdirSync(dirname(file), { recursive: true });
        hasFolder = true;
      } else throw error;
    }
  }
}

/** Writes a new file, in the place of the one that was there. */
export function placeFile(file: string, content: string | Uint8Array): void {
  inPlace(file, () => {
    writeFileSync(file, content, { flag: 'wx' });
  });
}

/** The same for a file that others rely on by its name alone: under it there is never half of it. */
export function placeWhole(file: string, content: string | Uint8Array): void {
  placeFile(`${file}.part`, content);
  renameSync(`${file}.part`, file);
}

/** Makes `file` another name of `source`, in the place of what was there. */
export function placeLink(source: string, file: string): void {
  inPlace(file, () => {
    linkSync(source, file);
  });
}

/** Removes a file of a folder, and the folders that it leaves empty. */
export function removeFile(folder: string, file: string): void {
  rmSync(join(folder, file), { force: true });
  for (let parent = dirname(file); parent !== '.'; parent = dirname(parent)) {
    try {
      rmdirSync(join(folder, parent));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOTEMPTY' || code === 'EEXIST') return;
      if (code !== 'ENOENT') throw error;
    }
  }
}
