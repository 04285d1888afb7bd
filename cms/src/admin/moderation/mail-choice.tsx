/** Whether one is told of waiting comments by e-mail, and whether e-mail goes out at all. */
import { Checkbox, Flex, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useMail, useSend } from './api';

export function MailChoice(): ReactNode {
  const { data, error, refresh } = useMail();
  const send = useSend();
  if (error !== undefined) return <Typography textColor="danger600">{error}</Typography>;
  if (!data) return null;
  const { wantsMail, trouble } = data;
  const toggle = async () => {
    await send('moderation/mail', { wantsMail: !wantsMail });
    refresh();
  };
  return (
    <Flex direction="column" alignItems="start" gap={1}>
      <Checkbox checked={wantsMail} onCheckedChange={() => void toggle()}>
        Tell me by e-mail when comments are waiting
      </Checkbox>
      {trouble !== null && (
        <Typography variant="pi" textColor="warning700">
          {trouble}
        </Typography>
      )}
    </Flex>
  );
}
