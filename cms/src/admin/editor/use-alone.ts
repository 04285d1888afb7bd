/** In full screen, nothing that is covered can be reached. */
import { type RefObject, useEffect } from 'react';

/** What tells of a save or a problem goes on doing so. */
const isHeard = '[aria-live], [role="status"], [role="log"], [role="alert"]';

/** @param isAlone whether the element covers all else, but the dialogs above it. */
export function useAlone(element: RefObject<HTMLElement>, isAlone: boolean): void {
  useEffect(() => {
    const covered: HTMLElement[] = [];
    let inner = isAlone ? element.current : null;
    while (inner?.parentElement && inner.parentElement !== document.body) {
      for (const other of inner.parentElement.children)
        if (other instanceof HTMLElement && other !== inner && isCovered(other))
          covered.push(other);
      inner = inner.parentElement;
    }
    for (const other of covered) other.inert = true;
    return () => {
      for (const other of covered) other.inert = false;
    };
  }, [element, isAlone]);
}

const isCovered = (other: HTMLElement) =>
  !other.inert && !other.matches(isHeard) && other.querySelector(isHeard) === null;
