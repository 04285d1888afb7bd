/** The demonstration content as it lies in `demo/`: YAML records, HTML articles, SVG drawings. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';

export interface DemoPicture {
  image: string;
  alt: string;
}

/** A record as it is written, in the form of its content type but for relations and pictures. */
export type DemoRecord = Record<string, unknown> & { slug: string };

export interface DemoPost extends DemoRecord {
  takeaways: string[];
  authors: string[];
  reviewer?: string;
  clinic: string;
  topics: string[];
  references: string[];
  publishAt: string;
  corrections?: { date: string }[];
  cover: DemoPicture;
  body: string;
}

export interface DemoComment {
  key: string;
  post: string;
  parent?: string;
  author?: string;
}

/** Reads the records of one type. */
export async function readRecords<T>(folder: string, name: string): Promise<T> {
  return parse(await readFile(join(folder, `${name}.yaml`), 'utf8')) as T;
}

/** Reads every post: YAML between two lines of hyphens, then the article. */
export async function readPosts(folder: string): Promise<DemoPost[]> {
  const names = (await readdir(join(folder, 'posts'))).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, 'posts', name), 'utf8');
      const [, head, body] = /^---\n(.*?)\n---\n(.*)$/s.exec(text) ?? [];
      if (head === undefined || body === undefined) throw new Error(`${name} has no front matter.`);
      return { ...(parse(head) as DemoPost), slug: basename(name, '.html'), body };
    }),
  );
}
