import { Box, Typography } from '@strapi/design-system';
import { type ReactNode, useState } from 'react';
import { formatTime } from '../publishing/panel';
import { useLog } from './api';
import { done } from './words';

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
            : `${done[to]} the comment of ${name ?? 'somebody who has withdrawn it'}`}
        </Typography>
      ))}
    </ul>
  );
}
