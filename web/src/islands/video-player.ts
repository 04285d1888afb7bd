/** Puts the player where its link stood, once the visitor has asked for it. */
class VideoPlayer extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('click', this.#play);
  }

  readonly #play = (event: MouseEvent) => {
    const link = this.querySelector('a');
    // With a key held down it is opened beside this page.
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const frame = document.createElement('iframe');
    frame.src = this.dataset.player ?? '';
    frame.title = link.dataset.title ?? '';
    frame.allow = 'autoplay; fullscreen; picture-in-picture';
    frame.referrerPolicy = 'strict-origin-when-cross-origin';
    this.replaceChildren(frame);
    frame.focus();
  };
}

customElements.define('video-player', VideoPlayer);
