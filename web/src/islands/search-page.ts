/**
 * Answers what is typed from the index that the publisher made. What was asked for stands in the
 * address, so that it can be shared.
 */
import {
  excerptOf,
  type Facet,
  facets,
  facetTerm,
  type Found,
  marked,
  type Piece,
  type SearchDocument,
  SearchIndex,
} from '@meridian/search';

const resultsAtOnce = 10;

class SearchPage extends HTMLElement {
  readonly #index = new SearchIndex(async (name) => {
    const response = await fetch(`${this.dataset.from ?? ''}${name}`);
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`Status ${String(response.status)}`);
    return response;
  });
  readonly #form = this.#part('form', HTMLFormElement);
  readonly #input = this.#part('input', HTMLInputElement);
  readonly #status = this.#part('[role=status]', HTMLElement);
  readonly #results = this.#part('ol', HTMLElement);
  readonly #more = this.#part('[data-more]', HTMLButtonElement);
  readonly #browse = this.#part('[data-browse]', HTMLElement);
  /** Counts questions: an answer that comes after the next question is for nobody. */
  #question = 0;
  #found: number[] = [];
  /** How many of them were asked for. */
  #asked = 0;

  connectedCallback(): void {
    // At once: letters come further apart than an answer takes, and one that is overtaken is dropped.
    this.#form.addEventListener('input', () => void this.#ask());
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#ask();
    });
    this.#more.addEventListener('click', () => void this.#showMore());
    this.addEventListener('keydown', (event) => {
      this.#move(event);
    });
    this.#index.prepare().catch(() => {
      // Whoever asks is told then.
    });
    // What was typed before this script was there is asked.
    if (this.#input.value === '') this.#readAddress();
    if (this.#input.value !== '' || this.#chosen().length > 0) void this.#ask();
    else if (document.activeElement === document.body) this.#input.focus({ preventScroll: true });
  }

  #part<E extends Element>(selector: string, type: new () => E): E {
    const part = this.querySelector(selector);
    if (!(part instanceof type)) throw new Error(`The page of the search lacks its ${selector}.`);
    return part;
  }

  #readAddress(): void {
    const asked = new URLSearchParams(location.search);
    this.#input.value = asked.get('q') ?? '';
    for (const select of this.#selects()) {
      select.value = asked.get(select.name) ?? '';
      // What was chosen when the address was shared may be gone.
      if (select.selectedIndex === -1) select.value = '';
    }
    // On a phone they are folded; those that are in force must be seen.
    const filters = this.querySelector<HTMLDetailsElement>('.filters');
    if (filters) filters.open = this.#chosen().length > 0;
  }

  #writeAddress(): void {
    const asked = new URLSearchParams();
    for (const { name, value } of [this.#input, ...this.#selects()])
      if (value.trim() !== '') asked.set(name, value.trim());
    const search = asked.size > 0 ? `?${asked.toString()}` : '';
    if (search !== location.search) history.replaceState(null, '', `${location.pathname}${search}`);
  }

  #selects(): HTMLSelectElement[] {
    return facets.flatMap(
      (facet) => this.#form.querySelector<HTMLSelectElement>(`[name=${facet}]`) ?? [],
    );
  }

  async #ask(): Promise<void> {
    const question = ++this.#question;
    this.#writeAddress();
    const text = this.#input.value;
    if (text.trim() === '') {
      this.#show(this.#invitation(), [], []);
      return;
    }
    let found: Found | undefined;
    try {
      found = await this.#answer(text, question);
    } catch (error) {
      if (question === this.#question) this.#fail(error);
    }
    if (!found) return;
    try {
      await this.#suggest(text, found.missing, question);
      await this.#countFacets(text, question);
    } catch (error) {
      // Without these the results are as good.
      console.warn(error);
    }
  }

  /** Shows what is found; undefined when another question came in between. */
  async #answer(text: string, question: number): Promise<Found | undefined> {
    const found = await this.#index.find({ text, facets: this.#chosen() });
    const { documents } = found;
    if (question !== this.#question) return undefined;
    const items = documents.slice(0, resultsAtOnce).map((number) => this.#itemFor(number, text));
    const others = Promise.all(items.slice(1));
    // Told where it is awaited.
    others.catch(() => undefined);
    // The best one need not wait for the others.
    const best = (await items[0]) ?? [];
    if (question !== this.#question) return undefined;
    this.#show([inWords(text, found)], documents, best);
    const rest = (await others).flat();
    if (question !== this.#question) return undefined;
    this.#results.append(...rest);
    this.#offerMore();
    return found;
  }

  /** Asks whether words were meant that are spelled almost as those that were not found. */
  async #suggest(text: string, missing: readonly string[], question: number): Promise<void> {
    if (missing.length === 0) return;
    const suggested = await this.#index.suggest(text, missing);
    if (suggested === undefined || question !== this.#question) return;
    const link = element('a', [suggested.trim()]);
    link.href = `?${new URLSearchParams({ q: suggested }).toString()}`;
    link.addEventListener('click', (event) => {
      event.preventDefault();
      this.#input.value = suggested;
      this.#input.focus();
      void this.#ask();
    });
    this.#status.append(' Did you mean ', link, '?');
  }

  /** What to do when a facet is chosen and no word is typed: the page of the facet has all that it has. */
  #invitation(): (string | Element)[] {
    const links = this.#selects().flatMap(({ value, dataset, selectedOptions: [option] }) => {
      if (value === '' || !option) return [];
      const link = element('a', [option.dataset.name ?? option.text]);
      link.href = `${dataset.pages ?? ''}${value}/`;
      return [link, ' or '];
    });
    return links.length === 0 ? [] : ['Type a word, or see all of ', ...links.slice(0, -1), '.'];
  }

  #fail(error: unknown): void {
    const words = 'The search cannot be reached at the moment. The lists below lead everywhere.';
    this.#show([words], [], []);
    console.warn(error);
  }

  /** Terms of the facets that are chosen, without one of them. */
  #chosen(except?: Facet): string[] {
    return this.#selects()
      .filter(({ name, value }) => value !== '' && name !== except)
      .map(({ name, value }) => facetTerm(name as Facet, value));
  }

  #show(status: readonly (string | Element)[], found: number[], items: readonly Element[]): void {
    this.#found = found;
    this.#asked = resultsAtOnce;
    this.#status.replaceChildren(...status);
    this.#results.replaceChildren(...items);
    this.#more.hidden = true;
    this.#browse.hidden = found.length > 0;
    if (found.length === 0) this.#resetFacets();
  }

  #offerMore(): void {
    this.#more.hidden = this.#found.length <= this.#asked;
  }

  async #showMore(): Promise<void> {
    const question = this.#question;
    this.#more.disabled = true;
    try {
      const next = this.#found.slice(this.#asked, this.#asked + resultsAtOnce);
      const text = this.#input.value;
      const items = (await Promise.all(next.map((number) => this.#itemFor(number, text)))).flat();
      if (question !== this.#question) return;
      this.#asked += resultsAtOnce;
      this.#results.append(...items);
      this.#offerMore();
      items[0]?.querySelector('a')?.focus();
    } catch (error) {
      if (question === this.#question) this.#fail(error);
    } finally {
      this.#more.disabled = false;
    }
  }

  /** The item of a result; none for one that has gone since. */
  async #itemFor(number: number, text: string): Promise<Element[]> {
    const document = await this.#index.document(number);
    return document ? [itemOf(document, text)] : [];
  }

  /** Says at each choice how many results it leaves. */
  async #countFacets(text: string, question: number): Promise<void> {
    for (const select of this.#selects()) {
      const facet = select.name as Facet;
      const { documents } = await this.#index.find({ text, facets: this.#chosen(facet) });
      const among = new Set(documents);
      for (const option of select.options) {
        const name = (option.dataset.name ??= option.text);
        if (option.value === '') continue;
        const count = await this.#index.count(facetTerm(facet, option.value), among);
        if (question !== this.#question) return;
        option.text = `${name} (${String(count)})`;
        option.disabled = count === 0 && !option.selected;
      }
    }
  }

  #resetFacets(): void {
    for (const option of this.#selects().flatMap((select) => [...select.options])) {
      option.text = option.dataset.name ?? option.text;
      option.disabled = false;
    }
  }

  /** Up and down go through the results, as in any list of answers; Escape goes back to the question. */
  #move(event: KeyboardEvent): void {
    const links = [...this.#results.querySelectorAll('a')];
    const place = links.indexOf(event.target as HTMLAnchorElement);
    if (place < 0 && event.target !== this.#input) return;
    // Letters are still put together, or text is selected.
    if (event.isComposing || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey)
      return;
    const to = {
      ArrowDown: links[place + 1],
      ArrowUp: place > 0 ? links[place - 1] : this.#input,
      Escape: place >= 0 ? this.#input : undefined,
    }[event.key];
    if (!to || to === event.target) return;
    event.preventDefault();
    to.focus();
  }
}

function inWords(text: string, { documents, isWhole, missing }: Found): string {
  const question = `“${text.trim()}”`;
  const count = documents.length;
  if (count === 0) return `Nothing was found for ${question}. Try other words, or fewer.`;
  const results = count === 1 ? '1 result' : `${String(count)} results`;
  if (isWhole) return `${results} for ${question}`;
  const without = missing.map((word) => `“${word}”`).join(', ');
  const what = without === '' ? 'with some of its words' : `without ${without}`;
  return `No page has all of ${question}. ${results} ${what}`;
}

function itemOf({ path, title, kind, by, date, text, summary }: SearchDocument, question: string) {
  const link = element('a', marks(marked(title, question)));
  link.href = path;
  const excerpt = excerptOf(text.split('\n'), question);
  const meta = [...by, date].filter(Boolean).join(', ');
  return element('li', [
    element('div', [
      element('p', [kind], 'eyebrow'),
      element('h2', [link]),
      element('p', excerpt.length > 0 ? marks(excerpt) : [summary]),
      ...(meta === '' ? [] : [element('p', [meta], 'meta')]),
    ]),
  ]);
}

const marks = (pieces: readonly Piece[]) =>
  pieces.map(({ text, isMatch }) => (isMatch ? element('mark', [text]) : text));

function element<N extends keyof HTMLElementTagNameMap>(
  name: N,
  children: readonly (Node | string)[],
  className = '',
): HTMLElementTagNameMap[N] {
  const made = document.createElement(name);
  if (className !== '') made.className = className;
  made.append(...children);
  return made;
}

customElements.define('search-page', SearchPage);
