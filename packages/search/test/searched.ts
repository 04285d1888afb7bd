/** Pages as an index that can be asked, without a server. */
import { type PageText, textOfPage, weigh, WordIndex } from '../src/indexing/index.ts';
import { files, SearchIndex } from '../src/index.ts';

/** A page with a title and paragraphs. */
export const page = (title: string, ...paragraphs: string[]): string =>
  `<title>${title}</title><meta name="description" content="About ${title}">
   <main><article data-search="Article"><h1>${title}</h1>
   ${paragraphs.map((text) => `<p>${text}</p>`).join('')}</article></main>`;

/** The files of an index over pages by path. */
export function indexed(pages: Record<string, string>) {
  const index = new WordIndex();
  const texts = new Map<string, PageText>();
  for (const [path, html] of Object.entries(pages)) {
    const text = textOfPage(path, html);
    if (!text) continue;
    texts.set(path, text);
    index.set(path, weigh(text));
  }
  const { contents, parts, numbers } = index.build();
  const made = new Map<string, string | Uint8Array>([[files.contents, JSON.stringify(contents)]]);
  for (const [name, bytes] of parts) made.set(files.words(name), bytes);
  for (const [path, number] of numbers)
    made.set(files.document(number), JSON.stringify(texts.get(path)?.document));
  return made;
}

/** An index that a question can be put to, and what was fetched for it. */
export function searched(made: Map<string, string | Uint8Array>) {
  const fetched: string[] = [];
  const index = new SearchIndex((name) => {
    fetched.push(name);
    const file = made.get(name);
    return Promise.resolve(file === undefined ? undefined : new Response(file as BodyInit));
  });
  const find = async (text: string, facets: string[] = []) => {
    const { documents, missing } = await index.find({ text, facets });
    const found = await Promise.all(documents.map((number) => index.document(number)));
    return { paths: found.map((document) => document?.path), missing };
  };
  return { index, fetched, find };
}
