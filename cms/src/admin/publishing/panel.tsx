/** Beside each entry: whether it is live, and why not. */
import { Box, Flex, Link, Status, Typography } from '@strapi/design-system';
import type { ReactNode } from 'react';
import type { EntryState } from '../../publishing/entry-state';
import { usePolled } from './use-polled';

type Answer = EntryState & { url: string | null };
type StateName = EntryState['state'];

/** Soon while something is about to change, else now and then. */
const pauseAfter = ({ state }: Answer) => (state === 'publishing' ? 500 : 3_000);

/** Kinds of entry that the site shows; other types of the CMS have no panel. */
const shownTypes = /^api::(?:post|page|author|clinic|topic|redirect|site|comment)\./;

interface PanelProps {
  model: string;
  documentId?: string | undefined;
}

/** For Strapi's content manager: a panel at the side of the form. */
export function PublishingPanel({ model, documentId }: PanelProps) {
  if (documentId === undefined || !shownTypes.test(model)) return null;
  return { title: 'On the site', content: <EntryOnSite model={model} documentId={documentId} /> };
}

function EntryOnSite({ model, documentId }: { model: string; documentId: string }): ReactNode {
  const path = `/publishing/entries/${model}/${documentId}`;
  const { data, error } = usePolled<Answer>(path, pauseAfter);
  return (
    <Box width="100%" role="status" aria-label="On the site">
      {error !== undefined ? (
        <Typography textColor="danger600">The CMS does not answer: {error}</Typography>
      ) : data ? (
        <Description answer={data} />
      ) : (
        <Typography textColor="neutral600">Looking …</Typography>
      )}
    </Box>
  );
}

const colors = {
  live: 'success',
  publishing: 'secondary',
  waiting: 'warning',
  held: 'warning',
  failed: 'danger',
  private: 'neutral',
} as const satisfies Record<StateName, string>;

function Description({ answer }: { answer: Answer }): ReactNode {
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Status variant={colors[answer.state]} size="S">
        <Typography fontWeight="bold">{headline(answer)}</Typography>
      </Status>
      <Details answer={answer} />
    </Flex>
  );
}

function headline(answer: Answer): string {
  switch (answer.state) {
    case 'live':
      return answer.seconds === null
        ? 'Live'
        : `Live · ${formatSeconds(answer.seconds)} after Publish`;
    case 'publishing':
      return 'Publishing …';
    case 'waiting':
      return answer.since === null ? 'Waiting' : `Waiting since ${formatTime(answer.since)}`;
    case 'held':
      return 'Held back';
    case 'failed':
      return 'Failed';
    case 'private':
      return 'Not on the site';
  }
}

function Details({ answer }: { answer: Answer }): ReactNode {
  switch (answer.state) {
    case 'live':
      return (
        <>
          {answer.url !== null && (
            <Link href={answer.url} isExternal>
              View
            </Link>
          )}
          {answer.pages.length > 0 && (
            <details>
              <summary>
                <Typography tag="span" variant="pi">
                  Pages that showed the change: {answer.pages.length}
                </Typography>
              </summary>
              {answer.pages.map((page) => (
                <Typography key={page} variant="pi" textColor="neutral600" tag="p">
                  {page}
                </Typography>
              ))}
            </details>
          )}
        </>
      );
    case 'waiting':
      return <Words>{answer.reason} The site stays as it is; your change is safe here.</Words>;
    case 'held':
      return (
        <Words>
          The site was taken back to release {answer.release}. Your change goes live when that ends;
          see the start page.
        </Words>
      );
    case 'failed':
      return (
        <>
          {answer.reasons.map((reason) => (
            <Words key={reason}>{reason}</Words>
          ))}
          <Words>What was live before stays live.</Words>
        </>
      );
    case 'publishing':
    case 'private':
      return null;
  }
}

function Words({ children }: { children: ReactNode }): ReactNode {
  return (
    <Typography variant="pi" textColor="neutral700" style={{ overflowWrap: 'anywhere' }}>
      {children}
    </Typography>
  );
}

const formatSeconds = (seconds: number) =>
  seconds < 60 ? `${seconds.toFixed(1)} s` : `${String(Math.round(seconds / 60))} min`;

const timeFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
export const formatTime = (instant: string): string => timeFormat.format(new Date(instant));
