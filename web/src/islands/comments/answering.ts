/** Which comment the form answers; links beside the comments say so, the form listens. */

/** A comment as the page shows it. */
interface Answered {
  id: string;
  name: string;
}

const changes = new EventTarget();
let answered: Answered | undefined;

export function answerTo(id: string): void {
  const comment = document.getElementById(`comment_${id}`);
  const name = comment?.querySelector('.meta :is(b, a)')?.textContent.trim();
  answered = name === undefined ? undefined : { id, name };
  changes.dispatchEvent(new Event('change'));
}

export function answerNobody(): void {
  answered = undefined;
  changes.dispatchEvent(new Event('change'));
}

/** For `useSyncExternalStore`. */
export const answering = {
  now: (): Answered | undefined => answered,
  listen: (onChange: () => void): (() => void) => {
    changes.addEventListener('change', onChange);
    return () => {
      changes.removeEventListener('change', onChange);
    };
  },
};
