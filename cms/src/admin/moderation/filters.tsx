import { Box, Button, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import type { ReactNode } from 'react';
import type { Queue } from '../../comments/moderation/queue';
import type { Filter, State } from './api';

/** The states in the order in which they are shown, each with what to say when there is none. */
export const tabs: Record<State, { label: string; none: string }> = {
  pending: {
    label: 'Waiting',
    none: 'Nothing is waiting. New comments appear here by themselves.',
  },
  approved: { label: 'Approved', none: 'No comment has been approved yet.' },
  rejected: { label: 'Rejected', none: 'No comment has been rejected.' },
  spam: { label: 'Spam', none: 'No comment is held as spam.' },
};

export function Filters({
  queue,
  filter,
  onChange,
}: {
  queue: Queue;
  filter: Filter;
  onChange: (changed: Partial<Filter>) => void;
}): ReactNode {
  return (
    <Flex gap={2} wrap="wrap" alignItems="end">
      <Flex gap={2} role="group" aria-label="State" wrap="wrap">
        {(Object.keys(tabs) as State[]).map((state) => (
          <Button
            key={state}
            variant={state === filter.state ? 'default' : 'tertiary'}
            aria-pressed={state === filter.state}
            onClick={() => {
              onChange({ state });
            }}
          >
            {tabs[state].label} ({queue.counts[state]})
          </Button>
        ))}
      </Flex>
      <Choice
        label="Article"
        all="All articles"
        options={queue.posts.map(({ id, title }) => [id, title])}
        value={filter.post}
        onChange={(post) => {
          onChange({ post });
        }}
      />
      <Choice
        label="Clinic"
        all="All clinics"
        options={queue.clinics.map(({ id, name }) => [id, name])}
        value={filter.clinic}
        onChange={(clinic) => {
          onChange({ clinic });
        }}
      />
    </Flex>
  );
}

function Choice({
  label,
  all,
  options,
  value,
  onChange,
}: {
  label: string;
  all: string;
  options: readonly (readonly [string, string])[];
  value: string;
  onChange: (value: string) => void;
}): ReactNode {
  return (
    <Box maxWidth="32rem">
      <SingleSelect
        aria-label={label}
        value={value}
        onChange={(chosen) => {
          onChange(String(chosen));
        }}
      >
        <SingleSelectOption value="">{all}</SingleSelectOption>
        {options.map(([id, name]) => (
          <SingleSelectOption key={id} value={id}>
            {name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
}
