/** What keeps decisions from being seen on the site: a moderator must not believe that a comment is gone. */
import { Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import { type Site, useSite } from '../publishing/use-site';

export function SiteNotice(): ReactNode {
  const { data } = useSite(10_000);
  const notice = data && noticeOf(data);
  return notice === undefined ? null : (
    <Typography textColor="warning700" role="alert">
      {notice}
    </Typography>
  );
}

function noticeOf({ status, undelivered }: Site): string | undefined {
  if (undelivered !== null)
    return `The site does not follow at the moment: ${undelivered} What you decide is kept, and shown when it does.`;
  if (status?.held !== undefined)
    return `The site is held at release ${String(status.held)}: what you decide is kept, and shown when somebody resumes it on the start page. A comment that is on the site now stays there until then.`;
  if (status?.failure)
    return `The site could not be brought up to date: ${status.failure.message} What you decide is kept, and shown when that is mended.`;
  return undefined;
}
