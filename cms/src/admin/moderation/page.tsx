/** Comments of visitors: what waits, what was decided, and the answers of the practice. */
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { type ReactNode, useEffect, useRef, useState } from 'react';
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
import { useDecisions } from './use-decisions';
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
  const [current, setCurrent] = useState(0);
  const [answered, setAnswered] = useState<QueuedComment>();
  const list = useRef<HTMLOListElement>(null);
  const goesByKeys = useRef(false);
  const comments = queue?.comments ?? [];
  const focused = comments[Math.min(current, comments.length - 1)];

  const show = (changed: Partial<Filter>) => {
    setFilter({ ...filter, page: 1, ...changed });
    setChosen(new Set());
    setCurrent(0);
  };
  const move = (to: number) => {
    const next = Math.max(0, Math.min(to, comments.length - 1));
    setCurrent(next);
    goesByKeys.current = true;
    list.current?.children[next]?.querySelector<HTMLElement>('article')?.focus();
  };

  const targets = () =>
    chosen.size > 0 ? comments.filter(({ id }) => chosen.has(id)) : focused ? [focused] : [];
  const decideOn = async (these: readonly QueuedComment[], to: State) => {
    if (await act(these, to)) setChosen(new Set());
  };
  const toggle = (id: string) => {
    const changed = new Set(chosen);
    if (!changed.delete(id)) changed.add(id);
    setChosen(changed);
  };

  useShortcuts(answered === undefined, {
    j: () => {
      move(current + 1);
    },
    k: () => {
      move(current - 1);
    },
    x: () => {
      if (focused) toggle(focused.id);
    },
    a: () => void decideOn(targets(), 'approved'),
    r: () => void decideOn(targets(), 'rejected'),
    s: () => void decideOn(targets(), 'spam'),
    w: () => void decideOn(targets(), 'pending'),
    e: () => {
      if (focused) setAnswered(focused);
    },
    u: () => void undo(),
  });
  // Who goes through them by keyboard goes on with the one in the place of one that is decided.
  const place = focused?.id;
  useEffect(() => {
    if (place === undefined || !goesByKeys.current || document.activeElement !== document.body)
      return;
    document.getElementById(`comment-${place}`)?.closest<HTMLElement>('article')?.focus();
  }, [place]);

  if (error !== undefined && !queue) return <Page.Error />;
  if (!queue) return <Page.Loading />;
  const { label, none } = tabs[filter.state];
  return (
    <Page.Main>
      <Page.Title>Comments</Page.Title>
      <Layouts.Header
        title="Comments"
        subtitle="What visitors write under the articles. What waits is shown to nobody else."
        secondaryAction={<Shortcuts />}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {error !== undefined && (
            <Typography textColor="danger600" role="alert">
              The list may be out of date: {error}
            </Typography>
          )}
          <Filters queue={queue} filter={filter} onChange={show} />
          <Flex gap={2} alignItems="center" minHeight="3.2rem">
            {chosen.size > 0 && (
              <BulkActions
                count={chosen.size}
                state={filter.state}
                onDecide={(to) => void decideOn(targets(), to)}
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
            <Box background="neutral0" padding={6} hasRadius>
              <Typography>{none}</Typography>
            </Box>
          ) : (
            <Flex
              ref={list}
              tag="ol"
              direction="column"
              alignItems="stretch"
              gap={3}
              aria-label={`${label}: ${countOf(queue.counts[filter.state])}`}
            >
              {comments.map((comment, index) => (
                <li key={comment.id}>
                  <CommentCard
                    comment={comment}
                    isChosen={chosen.has(comment.id)}
                    onChoose={() => {
                      toggle(comment.id);
                    }}
                    onFocus={() => {
                      setCurrent(index);
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
            if (!(await reply(answered.id, answer))) return;
            setAnswered(undefined);
            say('The answer is on its way to the page.');
          }}
          onClose={() => {
            setAnswered(undefined);
          }}
        />
      )}
    </Page.Main>
  );
}
