import type { KeyboardEvent } from 'react';

/** Enter in a field within the article is no request to save the whole entry. */
export function noSubmit(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
}
