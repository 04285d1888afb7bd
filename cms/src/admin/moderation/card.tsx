import { Badge, Box, Button, Checkbox, Flex, Link, Typography } from '@strapi/design-system';
import { type ReactNode, useState } from 'react';
import type { QueuedComment } from '../../comments/moderation/queue';
import { formatTime } from '../publishing/panel';
import type { State } from './api';
import { Thread } from './thread';

const actions: readonly { to: State; label: string; variant: 'success' | 'tertiary' }[] = [
  { to: 'approved', label: 'Approve', variant: 'success' },
  { to: 'rejected', label: 'Reject', variant: 'tertiary' },
  { to: 'spam', label: 'Spam', variant: 'tertiary' },
];

interface Props {
  comment: QueuedComment;
  isChosen: boolean;
  onChoose: () => void;
  onDecide: (to: State) => void;
  onReply: () => void;
}

/** A comment with all that one needs to decide on it. */
export function CommentCard({ comment, isChosen, onChoose, onDecide, onReply }: Props): ReactNode {
  const { name, email, body, submittedAt, post, parent, reasons, score, decided } = comment;
  const title = `comment-${comment.id}`;
  const [isThreadOpen, setIsThreadOpen] = useState(false);
  return (
    <Box
      tag="article"
      tabIndex={-1}
      aria-labelledby={title}
      background="neutral0"
      padding={4}
      hasRadius
      shadow="tableShadow"
    >
      <Flex gap={3} alignItems="start">
        <Checkbox
          aria-label={`Choose the comment of ${name}`}
          checked={isChosen}
          onCheckedChange={onChoose}
        />
        <Flex direction="column" alignItems="stretch" gap={2} flex="1" minWidth="0">
          <Flex gap={2} wrap="wrap" alignItems="center">
            <Typography id={title} fontWeight="bold">
              {name}
            </Typography>
            {comment.isReply && <Badge>Practitioner</Badge>}
            {email !== null && <Typography textColor="neutral600">{email}</Typography>}
            <Typography textColor="neutral600">{formatTime(submittedAt)}</Typography>
            <Typography textColor="neutral600">
              on{' '}
              <Link
                href={`/admin/content-manager/collection-types/api::post.post/${post.id}`}
                isExternal
              >
                {post.title}
              </Link>
            </Typography>
          </Flex>
          {parent && !isThreadOpen && (
            <Box paddingLeft={3} borderColor="neutral200" style={{ borderWidth: '0 0 0 3px' }}>
              <Typography variant="pi" textColor="neutral600">
                In reply to {parent.name}: {shortened(parent.body)}
              </Typography>
            </Box>
          )}
          {isThreadOpen && <Thread comment={comment.id} />}
          <Typography
            tag="p"
            dir="auto"
            style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere', maxWidth: '80ch' }}
          >
            {body}
          </Typography>
          {reasons.length > 0 && (
            <Box tag="details">
              <summary>
                <Typography tag="span" variant="pi" textColor="neutral600">
                  Score {score}: {reasons.map(({ rule }) => rule).join(', ')}
                </Typography>
              </summary>
              <ul>
                {reasons.map(({ rule, text, score: points }) => (
                  <Typography key={rule} tag="li" variant="pi" textColor="neutral600">
                    {points > 0 ? '+' : ''}
                    {points} {rule}: {text}
                  </Typography>
                ))}
              </ul>
            </Box>
          )}
          <Flex gap={2} wrap="wrap" alignItems="center">
            {actions
              .filter(({ to }) => to !== comment.state)
              .map(({ to, label, variant }) => (
                <Button
                  key={to}
                  size="S"
                  variant={variant}
                  onClick={() => {
                    onDecide(to);
                  }}
                >
                  {label}
                </Button>
              ))}
            {!comment.isReply && (
              <Button size="S" variant="secondary" onClick={onReply}>
                {comment.state === 'approved' ? 'Answer' : 'Approve and answer'}
              </Button>
            )}
            {comment.hasThread && (
              <Button
                size="S"
                variant="ghost"
                aria-expanded={isThreadOpen}
                onClick={() => {
                  setIsThreadOpen(!isThreadOpen);
                }}
              >
                {isThreadOpen ? 'Hide the thread' : 'Show the thread'}
              </Button>
            )}
            {decided && (
              <Typography variant="pi" textColor="neutral600">
                Decided by {decided.by}, {formatTime(decided.at)}
              </Typography>
            )}
          </Flex>
        </Flex>
      </Flex>
    </Box>
  );
}

const longest = 200;

const shortened = (text: string): string =>
  text.length > longest ? `${text.slice(0, text.lastIndexOf(' ', longest))} …` : text;
