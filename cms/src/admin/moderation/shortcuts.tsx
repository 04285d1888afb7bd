import { Button, Popover, Typography } from '@strapi/design-system';
import { type ReactNode, useEffect, useRef } from 'react';

const keys = {
  j: 'The next comment',
  k: 'The one before',
  x: 'Choose it, to decide on several at once',
  a: 'Approve',
  r: 'Reject',
  s: 'Spam',
  w: 'Back to waiting',
  e: 'Answer',
  u: 'Undo',
} as const;

type Key = keyof typeof keys;

/** Listens for keys while nobody writes. */
export function useShortcuts(isOn: boolean, actions: Record<Key, () => void>): void {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    if (!isOn) return;
    const listen = (event: KeyboardEvent) => {
      const { ctrlKey, metaKey, altKey, target, key } = event;
      const isWriting = (target as Element).closest(
        'input, textarea, select, [role=combobox], [role=listbox]',
      );
      const isCheckbox = (target as Element).closest('[role=checkbox]');
      if (ctrlKey || metaKey || altKey || (isWriting && !isCheckbox)) return;
      const action = Object.hasOwn(latest.current, key) ? latest.current[key as Key] : undefined;
      if (!action) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', listen);
    return () => {
      document.removeEventListener('keydown', listen);
    };
  }, [isOn]);
}

export function Shortcuts(): ReactNode {
  return (
    <Popover.Root>
      <Popover.Trigger>
        <Button variant="tertiary">Keyboard</Button>
      </Popover.Trigger>
      <Popover.Content>
        <dl
          style={{
            display: 'grid',
            gridTemplateColumns: 'auto 1fr',
            gap: '0.4rem 1rem',
            padding: '1rem',
          }}
        >
          {Object.entries(keys).map(([key, text]) => [
            <dt key={key}>
              <Typography tag="kbd" fontWeight="bold">
                {key}
              </Typography>
            </dt>,
            <dd key={text}>
              <Typography>{text}</Typography>
            </dd>,
          ])}
        </dl>
      </Popover.Content>
    </Popover.Root>
  );
}
