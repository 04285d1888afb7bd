import { Button, Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import type { State } from './api';
import { countOf } from './words';

/** What can be done with several comments at once. */
export function BulkActions({
  count,
  state,
  onDecide,
  onNone,
}: {
  count: number;
  state: State;
  onDecide: (to: State) => void;
  onNone: () => void;
}): ReactNode {
  const actions: readonly [State, string][] = [
    ['approved', 'Approve'],
    ['rejected', 'Reject'],
    ['spam', 'Spam'],
  ];
  return (
    <Flex gap={2} role="group" aria-label={`With ${countOf(count)}`}>
      <Typography fontWeight="bold">{countOf(count)}:</Typography>
      {actions
        .filter(([to]) => to !== state)
        .map(([to, label]) => (
          <Button
            key={to}
            variant="secondary"
            onClick={() => {
              onDecide(to);
            }}
          >
            {label}
          </Button>
        ))}
      <Button variant="ghost" onClick={onNone}>
        Choose none
      </Button>
    </Flex>
  );
}
