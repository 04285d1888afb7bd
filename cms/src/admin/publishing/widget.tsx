/** On the start page: the last releases of the site, who is told of changes, and the way back. */
import type { Release, SiteStatus } from '@meridian/content';
import { Box, Button, Dialog, Flex, Link, Status, Typography } from '@strapi/design-system';
import { useFetchClient, useNotification, useRBAC, Widget } from '@strapi/strapi/admin';
import { type ReactNode, useState } from 'react';
import type { TargetOverview } from '../../webhooks/sender';
import { formatTime } from './panel';
import { type Site, useSite } from './use-site';

const rollback = [{ action: 'admin::publishing.rollback', subject: null }];
const shownReleases = 5;
/** Strapi's widgets have one height, and would center what is taller. */
const scrolling = { height: '100%', overflowY: 'auto', justifyContent: 'flex-start' } as const;

export function SiteWidget(): ReactNode {
  const { data, error, refresh } = useSite(3_000);
  const { allowedActions } = useRBAC(rollback);
  const mayRollBack = Object.values(allowedActions).some(Boolean);
  if (error !== undefined) return <Widget.Error>{error}</Widget.Error>;
  if (!data) return <Widget.Loading />;
  const { status, targets } = data;
  // What builds the site and ends cannot be told to go back.
  const mayCommand = mayRollBack && targets.some(({ kind }) => kind === 'publisher');
  if (!status)
    return <Widget.NoData>No publisher of the site has been heard of yet.</Widget.NoData>;
  return (
    <Flex direction="column" alignItems="stretch" gap={4} style={scrolling}>
      <State site={data} status={status} mayRollBack={mayCommand} onDone={refresh} />
      <Releases status={status} mayRollBack={mayCommand} onDone={refresh} />
      <Targets targets={targets} maySend={mayRollBack} onDone={refresh} />
    </Flex>
  );
}

interface ActionProps {
  mayRollBack: boolean;
  onDone: () => void;
}

function State({
  site,
  status,
  mayRollBack,
  onDone,
}: ActionProps & { site: Site; status: SiteStatus }): ReactNode {
  const { undelivered, heardAt, url } = site;
  const [color, text] =
    undelivered !== null
      ? (['warning', `The publisher does not answer. ${undelivered}`] as const)
      : status.held !== undefined
        ? (['warning', `Held at release ${String(status.held)}`] as const)
        : status.failure
          ? (['danger', status.failure.message] as const)
          : (['success', 'Up to date'] as const);
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Flex justifyContent="space-between" gap={3} alignItems="center">
        <Status variant={color} size="S">
          <Typography fontWeight="bold" style={{ overflowWrap: 'anywhere' }}>
            {text}
          </Typography>
        </Status>
        {status.held !== undefined && mayRollBack && (
          <ActionButton path="/publishing/resume" label="Resume" onDone={onDone} />
        )}
        {status.failure?.isForceable === true && mayRollBack && (
          <ConfirmedButton
            label="Publish anyway"
            title="Publish in spite of the loss?"
            question="The pages that nothing in the CMS stands for any more go away, and all that waits is published. You can go back to the site as it is now."
            path="/publishing/force"
            onDone={onDone}
          />
        )}
        {url !== null && (
          <Link href={url} isExternal>
            View
          </Link>
        )}
      </Flex>
      {status.problems.map(({ kind, id, label, field, message }) => (
        <Typography key={`${kind} ${id} ${field}`} variant="pi" textColor="danger600">
          {kind} “{label}”{field === '' ? '' : `, ${field}`}: {message}
        </Typography>
      ))}
      {heardAt !== null && undelivered !== null && (
        <Typography variant="pi" textColor="neutral600">
          It was heard last on {formatTime(new Date(heardAt).toISOString())}.
        </Typography>
      )}
    </Flex>
  );
}

function Releases({ status, mayRollBack, onDone }: ActionProps & { status: SiteStatus }) {
  const [live, ...earlier] = status.releases.slice(0, shownReleases);
  if (!live) return <Typography>No release has been made yet.</Typography>;
  return (
    <Box tag="ol" aria-label="The last releases" style={{ listStyle: 'none', padding: 0 }}>
      {[live, ...earlier].map((release) => (
        <Flex key={release.number} tag="li" justifyContent="space-between" gap={2} paddingTop={1}>
          <Box>
            <Typography>
              {release.number}: {formatTime(release.liveAt)}
            </Typography>
            <Typography variant="pi" textColor="neutral600" tag="p">
              {pagesOf(release)}, because of {release.cause}
            </Typography>
          </Box>
          {release !== live && mayRollBack && (
            <ConfirmedButton
              label={`Go back to ${String(release.number)}`}
              title="Go back to an earlier release?"
              question={`The site will be what it was after release ${String(release.number)}, and stay so until you resume.`}
              path={`/publishing/rollback/${String(release.number)}`}
              onDone={onDone}
            />
          )}
        </Flex>
      ))}
    </Box>
  );
}

function pagesOf({ changed, removed }: Release): string {
  const count = changed + removed;
  if (count === 0) return 'Files beside the pages';
  return count === 1 ? '1 page' : `${String(count)} pages`;
}

function Targets({
  targets,
  maySend,
  onDone,
}: {
  targets: readonly TargetOverview[];
  maySend: boolean;
  onDone: () => void;
}): ReactNode {
  if (targets.length === 0) return null;
  return (
    <details>
      <summary>
        <Typography tag="span" variant="pi">
          Webhooks: {targets.length}
        </Typography>
      </summary>
      {targets.map(({ name, address, deliveries, ...state }) => (
        <Box key={name} paddingTop={2}>
          <Flex justifyContent="space-between" gap={2}>
            <Typography variant="pi" fontWeight="bold">
              {name}, {address}: {wordsFor(state)}
            </Typography>
            {maySend && (
              <ActionButton
                path={`/publishing/targets/${encodeURIComponent(name)}/send`}
                label="Send again"
                onDone={onDone}
              />
            )}
          </Flex>
          {deliveries.slice(0, 10).map(({ message, sentAt, milliseconds, status, note }, index) => (
            <Typography
              key={`${message} ${String(index)}`}
              variant="pi"
              textColor="neutral600"
              tag="p"
              style={{ overflowWrap: 'anywhere' }}
            >
              {formatTime(new Date(sentAt).toISOString())}, {milliseconds} ms: {status ?? ''} {note}
            </Typography>
          ))}
        </Box>
      ))}
    </details>
  );
}

function wordsFor({
  disabled,
  failures,
  failingSince,
}: Pick<TargetOverview, 'disabled' | 'failures' | 'failingSince'>): string {
  if (disabled !== null) return disabled;
  if (failures === 0) return 'in order';
  return failingSince === null
    ? 'given up after three days; the next change is tried again'
    : 'is tried again';
}

interface ButtonProps {
  path: string;
  label: string;
  onDone: () => void;
}

/** Asks the server to do something, and says when it was not done. */
function useAction({ path, onDone }: Omit<ButtonProps, 'label'>) {
  const { post } = useFetchClient();
  const { toggleNotification } = useNotification();
  const [isBusy, setIsBusy] = useState(false);
  const act = async () => {
    setIsBusy(true);
    try {
      await post(path);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      toggleNotification({ type: 'danger', message });
    } finally {
      setIsBusy(false);
      onDone();
    }
  };
  return { isBusy, act };
}

function ActionButton({ label, ...action }: ButtonProps): ReactNode {
  const { isBusy, act } = useAction(action);
  return (
    <Button size="S" variant="secondary" loading={isBusy} onClick={() => void act()}>
      {label}
    </Button>
  );
}

interface ConfirmedButtonProps extends ButtonProps {
  title: string;
  question: string;
}

function ConfirmedButton({ label, title, question, ...action }: ConfirmedButtonProps) {
  const { isBusy, act } = useAction(action);
  return (
    <Dialog.Root>
      <Dialog.Trigger>
        <Button size="S" variant="tertiary" loading={isBusy} style={{ flexShrink: 0 }}>
          {label}
        </Button>
      </Dialog.Trigger>
      <Dialog.Content>
        <Dialog.Header>{title}</Dialog.Header>
        <Dialog.Body>{question}</Dialog.Body>
        <Dialog.Footer>
          <Dialog.Cancel>
            <Button variant="tertiary">Cancel</Button>
          </Dialog.Cancel>
          <Dialog.Action>
            <Button variant="danger-light" onClick={() => void act()}>
              {label}
            </Button>
          </Dialog.Action>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
}
