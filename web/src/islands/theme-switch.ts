/** The switch between light and dark; what agrees with the system's preference is not kept. */
class ThemeSwitch extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener('click', this.#change);
  }

  readonly #change = () => {
    const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches;
    const { dataset } = document.documentElement;
    const wasDark = dataset.theme === undefined ? prefersDark : dataset.theme === 'dark';
    const theme = wasDark ? 'light' : 'dark';
    if (wasDark === prefersDark) dataset.theme = theme;
    else delete dataset.theme;
    this.querySelector('[role=status]')?.replaceChildren(`The page is ${theme} now.`);
    try {
      if (wasDark === prefersDark) localStorage.setItem('theme', theme);
      else localStorage.removeItem('theme');
    } catch {
      // Storage is closed to this page: the choice holds for this page alone.
    }
  };
}

customElements.define('theme-switch', ThemeSwitch);
