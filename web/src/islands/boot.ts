/**
 * The only script that a page starts with, before its first paint: it puts the visitor's own theme in
 * place, and loads an island when it is seen (`data-load="seen"`), clicked on (`data-load="click"`) or
 * first focused (`data-load="focus"`; also when seen, if this browser keeps what `data-kept` names). An
 * island is a custom element whose `data-island` names its script; without one it shows what stands
 * in it.
 */
const root = document.documentElement;

function kept(name: string | undefined): string | null {
  try {
    return localStorage.getItem(name ?? '');
  } catch {
    // Storage is closed to this page: the system's preference holds.
    return null;
  }
}

function showTheme(): void {
  const theme = kept('theme');
  if (theme === null) delete root.dataset.theme;
  else root.dataset.theme = theme;
}

const load = (island: HTMLElement): Promise<unknown> =>
  import(/* @vite-ignore */ island.dataset.island ?? '');

showTheme();
// Chosen in another tab.
addEventListener('storage', showTheme);

addEventListener('click', (event) => {
  const target = event.target as Element;
  const island = target.closest<HTMLElement>('[data-load=click]');
  // With a key held down a link is opened beside this page.
  if (!island || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  delete island.dataset.load;
  const again = () => {
    (target.closest<HTMLElement>('a, button') ?? island).click();
  };
  // When it cannot be loaded, a link in it leads where it leads.
  load(island).then(again, again);
});

addEventListener('focusin', (event) => {
  const target = event.target as Element;
  const island = target.closest<HTMLElement>('[data-load=focus]');
  // A list that somebody has opened must not go away below their hand.
  if (!island || target instanceof HTMLSelectElement) return;
  delete island.dataset.load;
  void load(island);
});

addEventListener('DOMContentLoaded', () => {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        observer.unobserve(target);
        // Without its script an island stays as it is; the browser says why in its console.
        void load(target as HTMLElement);
      }
    },
    { rootMargin: '25%' },
  );
  for (const island of document.querySelectorAll<HTMLElement>('[data-load]'))
    if (island.dataset.load === 'seen' || kept(island.dataset.kept) !== null)
      observer.observe(island);
});
