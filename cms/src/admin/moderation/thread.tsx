/** A comment among those around it: what it answers, and what answers it. */
import { Box, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { formatTime } from '../publishing/panel';
import { useThread } from './api';
import { tabs } from './filters';

/** Deeper ones stand no further to the right. */
const deepest = 4;

export function Thread({ comment }: { comment: string }): ReactNode {
  const { data, error } = useThread(comment);
  if (error !== undefined)
    return (
      <Typography textColor="danger600" role="alert">
        {error}
      </Typography>
    );
  if (!data) return <Typography textColor="neutral600">Loading the thread …</Typography>;
  return (
    <Box tag="ol" aria-label="The thread" background="neutral100" padding={3} hasRadius>
      {data.map(({ id, name, body, state, submittedAt, depth }) => (
        <Box
          key={id}
          tag="li"
          aria-current={id === comment}
          paddingLeft={4 * Math.min(depth, deepest)}
          paddingBottom={2}
        >
          <Typography variant="pi" fontWeight={id === comment ? 'bold' : undefined}>
            {name}, {formatTime(submittedAt)}
            {state !== 'approved' && ` (${tabs[state].label.toLowerCase()})`}
          </Typography>
          <Typography
            tag="p"
            variant="pi"
            dir="auto"
            style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere', maxWidth: '80ch' }}
          >
            {id === comment ? 'This comment' : body}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
