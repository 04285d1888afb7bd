/** On the start page: how many comments are waiting. */
import { Flex, Link, Typography } from '@strapi/design-system';
import { Widget } from '@strapi/strapi/admin';
import type { ReactNode } from 'react';
import { usePolled } from '../publishing/use-polled';

export function CommentsWidget(): ReactNode {
  const { data, error } = usePolled<{ waiting: number }>(
    '/comments/moderation/waiting',
    () => 15_000,
  );
  if (error !== undefined) return <Widget.Error>{error}</Widget.Error>;
  if (!data) return <Widget.Loading />;
  const { waiting } = data;
  return (
    <Flex direction="column" gap={3} justifyContent="center" height="100%">
      <Typography variant="alpha">{waiting}</Typography>
      <Typography>{waiting === 1 ? 'comment is waiting' : 'comments are waiting'}</Typography>
      <Link href="/admin/comments">{waiting === 0 ? 'All comments' : 'Read them'}</Link>
    </Flex>
  );
}
