import { Box, Button, Checkbox, Popover, Typography } from '@strapi/design-system';
import { type ReactNode, useEffect, useRef, useState } from 'react';

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

/** Where this browser keeps that somebody does not want them: speech input types letters too. */
const kept = 'meridian.comments.keys';
const off = 'off';

interface Choice {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

/** Listens for keys while nobody writes, unless they are turned off here. */
export function useShortcuts(isListening: boolean, actions: Record<Key, () => void>): Choice {
  const [isOn, setIsOn] = useState(() => localStorage.getItem(kept) !== off);
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    if (!isListening || !isOn) return;
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
  }, [isListening, isOn]);
  return {
    isOn,
    onChange: (wanted) => {
      setIsOn(wanted);
      if (wanted) localStorage.removeItem(kept);
      else localStorage.setItem(kept, off);
    },
  };
}

export function Shortcuts({ isOn, onChange }: Choice): ReactNode {
  return (
    <Popover.Root>
      <Popover.Trigger>
        <Button variant="tertiary">Keyboard</Button>
      </Popover.Trigger>
      <Popover.Content>
        <Box padding={4} paddingBottom={0}>
          <Checkbox
            checked={isOn}
            onCheckedChange={(checked: boolean | 'indeterminate') => {
              onChange(checked === true);
            }}
          >
            Use these keys
          </Checkbox>
        </Box>
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
