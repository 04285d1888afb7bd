import { Box, Typography } from '@strapi/design-system';
import { type ReactNode, useState } from 'react';
import { formatTime } from '../publishing/panel';
import { type Entry, useLog } from './api';

const changes: Record<Entry['to'], string> = {
  approved: 'approved',
  rejected: 'rejected',
  spam: 'marked as spam',
  pending: 'set back',
};

/** Who did what; asked for when somebody opens it. */
export function Log(): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Box
      tag="details"
      onToggle={({ currentTarget }: { currentTarget: HTMLElement }) => {
        setIsOpen((currentTarget as HTMLDetailsElement).open);
      }}
    >
      <summary>
        <Typography tag="span">Who did what</Typography>
      </summary>
      {isOpen && <Entries />}
    </Box>
  );
}

function Entries(): ReactNode {
  const { data, error } = useLog();
  if (error !== undefined) return <Typography textColor="danger600">{error}</Typography>;
  if (data?.length === 0) return <Typography>Nobody has decided on a comment yet.</Typography>;
  return (
    <ul>
      {data?.map(({ comment, name, at, by, from, to }) => (
        <Typography key={`${comment} ${at}`} tag="li" variant="pi">
          {formatTime(at)}: {by}{' '}
          {from === 'new'
            ? 'wrote an answer'
            : `${changes[to]} the comment of ${name ?? 'somebody who has withdrawn it'}`}
        </Typography>
      ))}
    </ul>
  );
}
