/**
 * Takes from a finished page what can be searched, so that one finds what stands there and nothing else.
 * The element with `data-search` holds it and says what the page is; parts with `data-search-skip` and
 * what is no text to read are left out. A link with `data-facet` names a facet of the page, and a time with
 * `data-search-date` is its date.
 */
import { type Handler, Parser } from 'htmlparser2';
import { type Facet, facetTerm, type SearchDocument } from '../document.ts';

export interface PageText {
  document: SearchDocument;
  headings: string[];
  /** The terms of its facets. */
  facets: string[];
}

const skipped = new Set(['nav', 'button', 'form', 'script', 'style', 'svg', 'template']);
/** A block of text ends where one of these begins or ends. */
const inline = new Set(
  'a abbr b bdi bdo button cite code em i mark q s small span strong sub sup time u wbr'.split(' '),
);

/** @returns undefined for a page that is not to be found. */
export function textOfPage(path: string, html: string): PageText | undefined {
  const reader = new PageReader();
  new Parser(reader, { decodeEntities: true }).end(html);
  return reader.result(path);
}

class PageReader implements Partial<Handler> {
  #kind: string | undefined;
  #summary = '';
  #date: string | undefined;
  #isDate = false;
  readonly #title: string[] = [];
  readonly #blocks: string[] = [];
  readonly #headings: string[] = [];
  readonly #by: string[] = [];
  readonly #facets: string[] = [];
  #isHidden = false;
  #block = '';
  #depth = 0;
  /** At which depth the searched, or the skipped, part began. */
  #from = 0;
  #skippedFrom = 0;
  #facet: { name: Facet; path: string; label: string } | undefined;

  onopentag(name: string, attributes: Record<string, string>): void {
    this.#depth += 1;
    const { content = '', href = '' } = attributes;
    if (name === 'meta' && attributes.name === 'description') this.#summary = content;
    if (name === 'meta' && attributes.name === 'robots')
      this.#isHidden = content.includes('noindex');
    const kind = attributes['data-search'];
    if (kind !== undefined && this.#from === 0) {
      this.#from = this.#depth;
      this.#kind = kind;
    }
    const facet = attributes['data-facet'] as Facet | undefined;
    if (facet !== undefined && this.#from > 0) this.#facet = { name: facet, path: href, label: '' };
    const isSkipped =
      skipped.has(name) || 'data-search-skip' in attributes || 'popover' in attributes;
    if (isSkipped && this.#skippedFrom === 0) this.#skippedFrom = this.#depth;
    if ('data-search-date' in attributes) this.#isDate = true;
    if (!inline.has(name)) this.#endBlock();
  }

  ontext(text: string): void {
    if (this.#facet) this.#facet.label += text;
    if (this.#isDate) this.#date = (this.#date ?? '') + text;
    if (this.#isRead()) this.#block += text;
  }

  onclosetag(name: string): void {
    if (name === 'time') this.#isDate = false;
    if (this.#facet && name === 'a') {
      const { name: facet, path, label } = this.#facet;
      const value = path.split('/').filter(Boolean).at(-1) ?? '';
      this.#facets.push(facetTerm(facet, value));
      if (facet === 'practitioner') this.#by.push(label.trim());
      this.#facet = undefined;
    }
    if (!inline.has(name)) this.#endBlock(name);
    if (this.#depth === this.#skippedFrom) this.#skippedFrom = 0;
    if (this.#depth === this.#from) this.#from = -1;
    this.#depth -= 1;
  }

  #isRead(): boolean {
    return this.#from > 0 && this.#skippedFrom === 0;
  }

  #endBlock(name = ''): void {
    const block = this.#block.replace(/\s+/g, ' ').trim();
    this.#block = '';
    if (block === '') return;
    if (name === 'h1') this.#title.push(block);
    else this.#blocks.push(block);
    if (/^h[2-4]$/.test(name)) this.#headings.push(block);
  }

  result(path: string): PageText | undefined {
    if (this.#kind === undefined || this.#isHidden) return undefined;
    return {
      document: {
        path,
        title: this.#title.join(' '),
        kind: this.#kind,
        summary: this.#summary,
        by: [...new Set(this.#by)],
        ...(this.#date === undefined ? {} : { date: this.#date }),
        text: this.#blocks.join('\n'),
      },
      headings: this.#headings,
      facets: [...new Set(this.#facets)],
    };
  }
}
