/** Comments of visitors: what waits, what was decided, and the answers of the practice. */
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { type ReactNode, useState } from 'react';
import type { QueuedComment } from '../../comments/moderation/queue';
import { type Filter, permissions, type State, useModeration } from './api';
import { BulkActions } from './bulk-actions';
import { CommentCard } from './card';
import { Filters, tabs } from './filters';
import { Log } from './log';
import { MailChoice } from './mail-choice';
import { PersonalData } from './personal-data';
import { ReplyForm } from './reply-form';
import { Shortcuts, useShortcuts } from './shortcuts';
import { SiteNotice } from './site-notice';
import { useDecisions } from './use-decisions';
import { usePlace } from './use-place';
import { countOf } from './words';

export default function ModerationPage(): ReactNode {
  return (
    <Page.Protect permissions={permissions}>
      <Moderation />
    </Page.Protect>
  );
}

function Moderation(): ReactNode {
  const [filter, setFilter] = useState<Filter>({ state: 'pending', post: '', clinic: '', page: 1 });
  const { data: queue, error, decide, reply } = useModeration(filter);
  const { act, undo, canUndo, message, say } = useDecisions(decide);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [answered, setAnswered] = useState<QueuedComment>();
  const comments = queue?.comments ?? [];
  const place = usePlace(comments);

  const show = (changed: Partial<Filter>) => {
    setFilter({ ...filter, page: 1, ...changed });
    setChosen(new Set());
  };

  const decideOn = async (these: readonly QueuedComment[], to: State) => {
    if (await act(these, to)) setChosen(new Set());
  };
  const toggle = (id: string) => {
    const changed = new Set(chosen);
    if (!changed.delete(id)) changed.add(id);
    setChosen(changed);
  };

  const ticked = comments.filter(({ id }) => chosen.has(id));
  // A key is about the comment that has the focus, and never about one that nobody points at.
  const onFocused = (work: (comment: QueuedComment) => void) => () => {
    const focused = place.focused();
    if (focused) work(focused);
    else say('Go to a comment first: J is the first one.');
  };
  const deciding = (to: State) => () => {
    if (ticked.length > 0) void decideOn(ticked, to);
    else onFocused((comment) => void decideOn([comment], to))();
  };

  const keys = useShortcuts(answered === undefined, {
    j: () => {
      place.move(1);
    },
    k: () => {
      place.move(-1);
    },
    x: onFocused(({ id }) => {
      toggle(id);
    }),
    a: deciding('approved'),
    r: deciding('rejected'),
    s: deciding('spam'),
    w: deciding('pending'),
    e: onFocused(setAnswered),
    u: () => void undo(),
  });

  if (error !== undefined && !queue) return <Page.Error />;
  if (!queue) return <Page.Loading />;
  const { label, none } = tabs[filter.state];
  return (
    <Page.Main>
      <Page.Title>Comments</Page.Title>
      <Layouts.Header
        title="Comments"
        subtitle="What visitors write under the articles. What waits is shown to nobody else."
        secondaryAction={<Shortcuts {...keys} />}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {error !== undefined && (
            <Typography textColor="danger600" role="alert">
              The list may be out of date: {error}
            </Typography>
          )}
          <SiteNotice />
          <Filters queue={queue} filter={filter} onChange={show} />
          <Flex gap={2} alignItems="center" minHeight="3.2rem">
            {ticked.length > 0 && (
              <BulkActions
                count={ticked.length}
                state={filter.state}
                onDecide={(to) => void decideOn(ticked, to)}
                onNone={() => {
                  setChosen(new Set());
                }}
              />
            )}
            <Typography role="status">{message}</Typography>
            {canUndo && (
              <Button variant="ghost" onClick={() => void undo()}>
                Undo
              </Button>
            )}
          </Flex>
          {comments.length === 0 ? (
            <Box ref={place.whenEmpty} tabIndex={-1} background="neutral0" padding={6} hasRadius>
              <Typography>{none}</Typography>
            </Box>
          ) : (
            <Flex
              ref={place.list}
              tag="ol"
              onFocus={place.onFocus}
              onBlur={place.onBlur}
              direction="column"
              alignItems="stretch"
              gap={3}
              aria-label={`${label}: ${countOf(queue.counts[filter.state])}`}
            >
              {comments.map((comment) => (
                <li key={comment.id}>
                  <CommentCard
                    comment={comment}
                    isChosen={chosen.has(comment.id)}
                    onChoose={() => {
                      toggle(comment.id);
                    }}
                    onDecide={(to) => void decideOn([comment], to)}
                    onReply={() => {
                      setAnswered(comment);
                    }}
                  />
                </li>
              ))}
            </Flex>
          )}
          {queue.pages > 1 && (
            <Flex gap={2} alignItems="center">
              <Button
                variant="tertiary"
                disabled={filter.page === 1}
                onClick={() => {
                  show({ page: filter.page - 1 });
                }}
              >
                Newer
              </Button>
              <Typography>
                Page {filter.page} of {queue.pages}
              </Typography>
              <Button
                variant="tertiary"
                disabled={filter.page >= queue.pages}
                onClick={() => {
                  show({ page: filter.page + 1 });
                }}
              >
                Older
              </Button>
            </Flex>
          )}
          <MailChoice />
          <Log />
          <PersonalData />
        </Flex>
      </Layouts.Content>
      {answered && (
        <ReplyForm
          comment={answered}
          authors={queue.authors}
          onSend={async (answer) => {
            // An answer stands below a comment that is shown.
            if (answered.state !== 'approved') await decideOn([answered], 'approved');
            const isTaken = await reply(answered.id, answer);
            if (isTaken) say('The answer is on its way to the page.');
            return isTaken;
          }}
          onClose={() => {
            setAnswered(undefined);
          }}
        />
      )}
    </Page.Main>
  );
}
