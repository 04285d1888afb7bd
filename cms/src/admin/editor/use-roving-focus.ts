/**
 * One stop for the Tab key in a bar of many buttons; arrows, Home and End move along it.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/
 */
import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect } from 'react';

interface RovingFocus {
  onFocus: (event: FocusEvent) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

const toolsIn = (bar: HTMLElement): HTMLElement[] => [
  ...bar.querySelectorAll<HTMLElement>('button:not(:disabled)'),
];

/** Makes `stop` the one that Tab goes to. */
function settle(bar: HTMLElement, stop: HTMLElement | undefined): void {
  for (const tool of toolsIn(bar)) tool.tabIndex = tool === stop ? 0 : -1;
}

/** @param leave what Escape does. */
export function useRovingFocus(bar: RefObject<HTMLElement>, leave: () => void): RovingFocus {
  // Buttons come and go with what is selected.
  useEffect(() => {
    if (!bar.current) return;
    const tools = toolsIn(bar.current);
    settle(bar.current, tools.find(({ tabIndex }) => tabIndex === 0) ?? tools[0]);
  });
  return {
    onFocus: ({ target }) => {
      if (bar.current && target instanceof HTMLButtonElement) settle(bar.current, target);
    },
    onKeyDown: (event) => {
      const { key, target } = event;
      // Menus that opened from the bar have keys of their own, and text has its arrows.
      if (!bar.current || !(target instanceof HTMLElement) || !bar.current.contains(target)) return;
      if (key === 'Escape') {
        event.preventDefault();
        leave();
      }
      if (target instanceof HTMLInputElement) return;
      const tools = toolsIn(bar.current);
      const at = tools.indexOf(target);
      const next = {
        ArrowRight: (at + 1) % tools.length,
        ArrowLeft: at - 1,
        Home: 0,
        End: tools.length - 1,
      }[key];
      if (next === undefined) return;
      event.preventDefault();
      tools.at(next)?.focus();
    },
  };
}
