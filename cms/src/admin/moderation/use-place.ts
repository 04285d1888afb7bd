/** Where in the list somebody is who goes through it by keyboard: always the comment that has the focus. */
import { type FocusEvent, useEffect, useRef } from 'react';
import type { QueuedComment } from '../../comments/moderation/queue';

/** The comment that has the focus, or had it until it left the list, among those around it. */
interface Place {
  id: string;
  ids: readonly string[];
}

/**
 * What is in the list changes while one reads, so no number says where one is. When the comment with the
 * focus leaves it, the one after it gets the focus, and what stands for the list when none is left.
 */
export function usePlace(comments: readonly QueuedComment[]) {
  const list = useRef<HTMLOListElement>(null);
  const whenEmpty = useRef<HTMLDivElement>(null);
  const place = useRef<Place | undefined>(undefined);
  const ids = comments.map(({ id }) => id);

  const indexOf = (element: Element | null) =>
    [...(list.current?.children ?? [])].findIndex((item) => item.contains(element));
  const focusOn = (id: string | undefined) => {
    const item = id === undefined ? undefined : list.current?.children[ids.indexOf(id)];
    (item?.querySelector<HTMLElement>('article') ?? whenEmpty.current)?.focus();
  };

  useEffect(() => {
    if (!place.current) return;
    if (ids.includes(place.current.id)) place.current.ids = ids;
    else if (document.activeElement === document.body) focusOn(nextTo(place.current, ids));
  });

  return {
    list,
    whenEmpty,
    focused: () => comments[indexOf(document.activeElement)],
    /** Goes to the next comment, or the one before; to the first from elsewhere. */
    move: (by: 1 | -1) => {
      const index = indexOf(document.activeElement);
      focusOn(ids[index === -1 ? 0 : Math.max(0, Math.min(index + by, ids.length - 1))]);
    },
    onFocus: ({ target }: FocusEvent<HTMLElement>) => {
      const id = ids[indexOf(target)];
      place.current = id === undefined ? undefined : { id, ids };
    },
    onBlur: ({ relatedTarget }: FocusEvent<HTMLElement>) => {
      // A dialog gives the focus back.
      if (!relatedTarget?.closest('[role=dialog]')) place.current = undefined;
    },
  };
}

/** Of what is left of a list, the first behind a place, or else the last before it. */
function nextTo({ id, ids }: Place, left: readonly string[]): string | undefined {
  const index = ids.indexOf(id);
  const around = [...ids.slice(index + 1), ...ids.slice(0, index).reverse()];
  return around.find((other) => left.includes(other)) ?? left[0];
}
