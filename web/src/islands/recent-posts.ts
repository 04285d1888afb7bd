/**
 * The newest articles, which are a page of their own: so that a new post changes that one, and not
 * every page that leads to it.
 */
class RecentPosts extends HTMLElement {
  connectedCallback(): void {
    void this.#show();
  }

  async #show(): Promise<void> {
    const response = await fetch(this.dataset.from ?? '');
    // What stands there already leads to all articles.
    if (!response.ok) return;
    const list = document.createElement('template');
    list.innerHTML = await response.text();
    const items = [...list.content.querySelectorAll('li')];
    // A link in a template is of no document, and has no path of its own.
    const others = items.filter(
      (item) => item.querySelector('a')?.getAttribute('href') !== location.pathname,
    );
    const shown = others.slice(0, items.length - 1);
    const posts = list.content.querySelector('ul');
    if (!posts || shown.length === 0) return;
    posts.replaceChildren(...shown);
    this.replaceChildren(posts);
  }
}

customElements.define('recent-posts', RecentPosts);
