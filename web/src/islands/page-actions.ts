/** Buttons that copy a text or hand the page to the system's share sheet. */
class PageActions extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('click', (event) => {
      const button = (event.target as Element).closest('button');
      if (button?.dataset.action === 'share') void this.#share();
      else if (button) void this.#copy(button.dataset.text ?? canonical());
    });
  }

  async #share(): Promise<void> {
    const page = { title: document.title, url: canonical() };
    // A system without a share sheet: the address can still be passed on.
    if (!('share' in navigator)) return this.#copy(page.url);
    try {
      await navigator.share(page);
    } catch (error) {
      // Closing the sheet is no failure.
      if ((error as Error).name !== 'AbortError') await this.#copy(page.url);
    }
  }

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.#say(text.startsWith('http') ? 'The link is copied.' : 'Copied.');
    } catch {
      // The browser does not allow it: the visitor can copy what is said.
      this.#say(`Please copy: ${text}`);
    }
  }

  #say(text: string): void {
    this.querySelector('[role=status]')?.replaceChildren(text);
  }
}

const canonical = () =>
  document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href ?? location.href;

customElements.define('page-actions', PageActions);
