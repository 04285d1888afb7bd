import { guardReply, limits, neutralReplies } from '@meridian/comments';
import {
  Box,
  Button,
  Field,
  Flex,
  Modal,
  SingleSelect,
  SingleSelectOption,
  Textarea,
  Typography,
} from '@strapi/design-system';
import { type ReactNode, useState } from 'react';
import type { Queue, QueuedComment } from '../../comments/moderation/queue';
import type { Answer } from './api';

/** Who answered last in this browser. */
const kept = 'meridian.comments.author';
/** Where an answer is kept until it is sent or given up: a dialog closes at a slip of the hand. */
const draftOf = (comment: string) => `meridian.comments.answer.${comment}`;

/** A practitioner's answer, looked through before it is public. */
export function ReplyForm({
  comment,
  authors,
  onSend,
  onClose,
}: {
  comment: QueuedComment;
  authors: Queue['authors'];
  /** @returns whether the answer was taken. */
  onSend: (answer: Answer) => Promise<boolean>;
  onClose: () => void;
}): ReactNode {
  const [author, setAuthor] = useState(() => localStorage.getItem(kept) ?? '');
  const [body, setBody] = useState(() => sessionStorage.getItem(draftOf(comment.id)) ?? '');
  const [isAsked, setIsAsked] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const guarded = guardReply(body);

  const write = (text: string) => {
    setBody(text);
    setIsAsked(false);
    sessionStorage.setItem(draftOf(comment.id), text);
  };
  const send = async () => {
    if (guarded.length > 0 && !isAsked) {
      setIsAsked(true);
      return;
    }
    setIsSending(true);
    localStorage.setItem(kept, author);
    const isSent = await onSend({ author, body, isSure: guarded.length > 0 });
    setIsSending(false);
    if (isSent) leave();
  };

  const leave = () => {
    sessionStorage.removeItem(draftOf(comment.id));
    onClose();
  };

  return (
    <Modal.Root
      open
      onOpenChange={(isOpen: boolean) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal.Content>
        <Modal.Header>
          <Modal.Title>Answer {comment.name}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Box background="neutral100" padding={3} hasRadius>
              <Typography dir="auto" style={{ whiteSpace: 'pre-line' }}>
                {comment.body}
              </Typography>
            </Box>
            <Field.Root name="author" required>
              <Field.Label>Who answers</Field.Label>
              <SingleSelect
                value={author}
                placeholder="Choose a practitioner"
                onChange={(chosen) => {
                  setAuthor(String(chosen));
                }}
              >
                {authors.map(({ id, name }) => (
                  <SingleSelectOption key={id} value={id}>
                    {name}
                  </SingleSelectOption>
                ))}
              </SingleSelect>
            </Field.Root>
            <Field.Root
              name="answer"
              required
              hint="Shown with portrait, credentials and the word “Practitioner”. Speak to all readers: never say that somebody is or was a patient."
            >
              <Field.Label>Answer</Field.Label>
              <Textarea
                value={body}
                maxLength={limits.body}
                onChange={({ target }: { target: { value: string } }) => {
                  write(target.value);
                }}
              />
              <Field.Hint />
            </Field.Root>
            <Flex gap={2} wrap="wrap" role="group" aria-label="Neutral answers">
              {neutralReplies.map(({ title, text }) => (
                <Button
                  key={title}
                  size="S"
                  variant="tertiary"
                  onClick={() => {
                    write(text);
                  }}
                >
                  {title}
                </Button>
              ))}
            </Flex>
            {guarded.length > 0 && (
              <Box background="warning100" padding={3} hasRadius role="alert">
                <Typography fontWeight="bold" tag="p">
                  This may disclose that somebody is a patient, or their health. Practices have paid
                  fines for such answers.
                </Typography>
                {guarded.map(({ phrase, reason }) => (
                  <Typography key={phrase} tag="p">
                    “{phrase}”: {reason}
                  </Typography>
                ))}
              </Box>
            )}
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Button variant="tertiary" onClick={leave}>
            Cancel
          </Button>
          <Button
            variant={isAsked ? 'danger' : 'default'}
            loading={isSending}
            disabled={author === '' || body.trim() === ''}
            onClick={() => void send()}
          >
            {isAsked ? 'Send it all the same' : 'Send the answer'}
          </Button>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
}
