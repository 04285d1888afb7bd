/** Comments of visitors: what waits, what was decided, and the answers of the practice. */
import {
  Box,
  Button,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Decision, QueuedComment } from '../../comments/moderation/queue';
import { type Filter, type State, useModeration } from './api';
import { CommentCard } from './card';
import { Log } from './log';
import { ReplyForm } from './reply-form';
import { Shortcuts, useShortcuts } from './shortcuts';

const permissions = [{ action: 'admin::comments.moderate', subject: null }];

const tabs: readonly { state: State; label: string; none: string }[] = [
  {
    state: 'pending',
    label: 'Waiting',
    none: 'Nothing is waiting. New comments appear here by themselves.',
  },
  { state: 'approved', label: 'Approved', none: 'No comment has been approved yet.' },
  { state: 'rejected', label: 'Rejected', none: 'No comment has been rejected.' },
  { state: 'spam', label: 'Spam', none: 'No comment is held as spam.' },
];

const pageSize = 20;

/** What was done last, and can be undone. */
interface Last {
  to: State;
  done: Decision[];
}

const verbs: Record<State, string> = {
  approved: 'approved',
  rejected: 'rejected',
  spam: 'marked as spam',
  pending: 'set back to waiting',
};

const countOf = (count: number) => (count === 1 ? '1 comment' : `${String(count)} comments`);

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
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState(0);
  const [answered, setAnswered] = useState<QueuedComment>();
  const [last, setLast] = useState<Last>();
  const [message, setMessage] = useState('');
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

  const act = async (targets: readonly QueuedComment[], to: State) => {
    const decisions = targets
      .filter((comment) => comment.state !== to)
      .map(({ id, state }): Decision => ({ id, from: state }));
    if (decisions.length === 0) return;
    const decided = await decide(decisions, to);
    if (!decided) return;
    setChosen(new Set());
    setLast(decided.done.length > 0 ? { to, done: decided.done } : undefined);
    setMessage(said(decided.done.length, to, decided.missed));
  };
  const undo = async () => {
    if (!last) return;
    for (const from of new Set(last.done.map((decision) => decision.from))) {
      const ids = last.done.filter((decision) => decision.from === from);
      await decide(
        ids.map(({ id }) => ({ id, from: last.to })),
        from,
      );
    }
    setLast(undefined);
    setMessage('Undone.');
  };
  const targets = () =>
    chosen.size > 0 ? comments.filter(({ id }) => chosen.has(id)) : focused ? [focused] : [];
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
    a: () => void act(targets(), 'approved'),
    r: () => void act(targets(), 'rejected'),
    s: () => void act(targets(), 'spam'),
    w: () => void act(targets(), 'pending'),
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
  const shown = tabs.find(({ state }) => state === filter.state);
  const total = queue.counts[filter.state];
  return (
    <Page.Main>
      <Page.Title>Comments</Page.Title>
      <Layouts.Header
        title="Comments"
        subtitle="What visitors write under the articles. Nothing is shown before somebody has approved it."
        secondaryAction={<Shortcuts />}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {error !== undefined && (
            <Typography textColor="danger600" role="alert">
              The list may be out of date: {error}
            </Typography>
          )}
          <Flex gap={2} wrap="wrap" alignItems="end">
            <Flex gap={2} role="group" aria-label="State" wrap="wrap">
              {tabs.map(({ state, label }) => (
                <Button
                  key={state}
                  variant={state === filter.state ? 'default' : 'tertiary'}
                  aria-pressed={state === filter.state}
                  onClick={() => {
                    show({ state });
                  }}
                >
                  {label} ({queue.counts[state]})
                </Button>
              ))}
            </Flex>
            <Choice
              label="Article"
              all="All articles"
              options={queue.posts.map(({ id, title }) => [id, title])}
              value={filter.post}
              onChange={(post) => {
                show({ post });
              }}
            />
            <Choice
              label="Clinic"
              all="All clinics"
              options={queue.clinics.map(({ id, name }) => [id, name])}
              value={filter.clinic}
              onChange={(clinic) => {
                show({ clinic });
              }}
            />
          </Flex>
          <Flex gap={2} alignItems="center" minHeight="3.2rem">
            {chosen.size > 0 && (
              <Bulk
                count={chosen.size}
                state={filter.state}
                onDecide={(to) => void act(targets(), to)}
                onNone={() => {
                  setChosen(new Set());
                }}
              />
            )}
            <Typography role="status">{message}</Typography>
            {last && (
              <Button variant="ghost" onClick={() => void undo()}>
                Undo
              </Button>
            )}
          </Flex>
          {comments.length === 0 ? (
            <Box background="neutral0" padding={6} hasRadius>
              <Typography>{shown?.none}</Typography>
            </Box>
          ) : (
            <Flex
              ref={list}
              tag="ol"
              direction="column"
              alignItems="stretch"
              gap={3}
              aria-label={`${shown?.label ?? ''}: ${countOf(total)}`}
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
                    onDecide={(to) => void act([comment], to)}
                    onReply={() => {
                      setAnswered(comment);
                    }}
                  />
                </li>
              ))}
            </Flex>
          )}
          {total > pageSize && (
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
                Page {filter.page} of {Math.ceil(total / pageSize)}
              </Typography>
              <Button
                variant="tertiary"
                disabled={filter.page * pageSize >= total}
                onClick={() => {
                  show({ page: filter.page + 1 });
                }}
              >
                Older
              </Button>
            </Flex>
          )}
          <Log />
        </Flex>
      </Layouts.Content>
      {answered && (
        <ReplyForm
          comment={answered}
          authors={queue.authors}
          onSend={async (answer) => {
            // An answer stands below a comment that is shown.
            if (answered.state !== 'approved') await act([answered], 'approved');
            if (!(await reply(answered.id, answer))) return;
            setAnswered(undefined);
            setMessage('The answer is on its way to the page.');
          }}
          onClose={() => {
            setAnswered(undefined);
          }}
        />
      )}
    </Page.Main>
  );
}

/** What became of a decision, in words. */
function said(
  done: number,
  to: State,
  missed: readonly { state: State | null; by: string | null }[],
): string {
  const parts = done > 0 ? [`${countOf(done)} ${verbs[to]}.`] : [];
  for (const { state, by } of missed)
    parts.push(
      state === null
        ? 'One was withdrawn by its writer in the meantime.'
        : `One was ${verbs[state]} in the meantime${by === null ? '' : ` by ${by}`}.`,
    );
  return parts.join(' ');
}

function Choice({
  label,
  all,
  options,
  value,
  onChange,
}: {
  label: string;
  all: string;
  options: readonly (readonly [string, string])[];
  value: string;
  onChange: (value: string) => void;
}): ReactNode {
  return (
    <Box maxWidth="32rem">
      <SingleSelect
        aria-label={label}
        value={value}
        onChange={(chosen) => {
          onChange(String(chosen));
        }}
      >
        <SingleSelectOption value="">{all}</SingleSelectOption>
        {options.map(([id, name]) => (
          <SingleSelectOption key={id} value={id}>
            {name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
}

function Bulk({
  count,
  state,
  onDecide,
  onNone,
}: {
  count: number;
  state: State;
  onDecide: (to: State) => void;
  onNone: () => void;
}): ReactNode {
  const actions: readonly [State, string][] = [
    ['approved', 'Approve'],
    ['rejected', 'Reject'],
    ['spam', 'Spam'],
  ];
  return (
    <Flex gap={2} role="group" aria-label={`With ${countOf(count)}`}>
      <Typography fontWeight="bold">{countOf(count)}:</Typography>
      {actions
        .filter(([to]) => to !== state)
        .map(([to, label]) => (
          <Button
            key={to}
            variant="secondary"
            onClick={() => {
              onDecide(to);
            }}
          >
            {label}
          </Button>
        ))}
      <Button variant="ghost" onClick={onNone}>
        Choose none
      </Button>
    </Flex>
  );
}
