import { useEffect, useRef, useState } from 'react';
import { fields } from '@meridian/comments';
import type { IntakeClient } from './intake.ts';
import { isShown, type OwnComment } from './kept.ts';

interface Props {
  client: IntakeClient;
  comments: readonly OwnComment[];
  /** A comment is gone, or is now what is given. */
  onChange: (token: string, changed: OwnComment | undefined) => void;
}

/** The comments that were sent from this browser: what waits, and the way to take one back. */
export function OwnComments({ client, comments, onChange }: Props) {
  const [message, setMessage] = useState('');
  const status = useRef<HTMLParagraphElement>(null);
  if (comments.length === 0 && message === '') return null;
  return (
    <section aria-label="Your comments from this browser">
      <p role="status" tabIndex={-1} ref={status}>
        {message}
      </p>
      {comments.map((comment) => (
        <Own
          key={comment.token}
          client={client}
          comment={comment}
          onChange={(changed) => {
            onChange(comment.token, changed);
          }}
          onErased={() => {
            setMessage('Your comment is erased. If it was shown, the page follows in a moment.');
            onChange(comment.token, undefined);
            status.current?.focus();
          }}
        />
      ))}
    </section>
  );
}

function Own({
  client,
  comment,
  onChange,
  onErased,
}: {
  client: IntakeClient;
  comment: OwnComment;
  onChange: (changed: OwnComment | undefined) => void;
  onErased: () => void;
}) {
  const [edited, setEdited] = useState<string>();
  const [isSure, setIsSure] = useState(false);
  const [message, setMessage] = useState('');
  const actions = useRef<HTMLParagraphElement>(null);
  const isEditable = useUntil(comment.editableUntil);
  const isOnPage = isShown(comment.token);
  const isDecided = isOnPage || comment.isShown;

  const isOpen = edited !== undefined || isSure;
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    // The button that was pressed is gone: what stands in its place has the focus.
    if (wasOpen.current && !isOpen) actions.current?.querySelector('button')?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);

  useEffect(() => {
    // It may stand on another page, or have been withdrawn elsewhere.
    if (isOnPage) return;
    void client.look(comment.token).then((found) => {
      if (found === 'gone') onChange(undefined);
      else if (found && (found === 'shown') !== comment.isShown)
        onChange({ ...comment, isShown: found === 'shown' });
    });
    // When it is shown first, and not after each change of it.
  }, []);

  const save = async () => {
    const answer = await client.rewrite(comment.token, edited ?? '');
    if (answer.is === 'sent') {
      onChange({ ...comment, ...answer.sent, body: edited ?? '' });
      setEdited(undefined);
      setMessage('Your comment is changed.');
    } else
      setMessage(
        answer.is === 'refused'
          ? answer.message
          : answer.problems.map((problem) => problem.message).join(' '),
      );
  };
  const withdraw = async () => {
    const failure = await client.withdraw(comment.token);
    if (failure === undefined) onErased();
    else setMessage(failure);
  };

  return (
    <article className="own-comment comment-form">
      <p>
        <strong>{comment.name}</strong>:{' '}
        {isOnPage
          ? 'your comment is shown above.'
          : comment.isShown
            ? 'your comment is shown with the article.'
            : 'your comment is waiting to be read by a moderator. It is shown in this browser alone.'}
      </p>
      {edited === undefined ? (
        !isOnPage && (
          <p className="comment-text" dir="auto">
            {comment.body}
          </p>
        )
      ) : (
        <label>
          {fields.body.label}
          <textarea
            value={edited}
            maxLength={fields.body.maxLength}
            dir="auto"
            autoFocus
            onChange={({ target }) => {
              setEdited(target.value);
            }}
          />
        </label>
      )}
      <p className="actions" ref={actions}>
        {edited !== undefined && (
          <>
            <button type="button" className="button" onClick={() => void save()}>
              Save
            </button>
            <button
              type="button"
              className="quiet-button"
              onClick={() => {
                setEdited(undefined);
              }}
            >
              Cancel
            </button>
          </>
        )}
        {edited === undefined && !isDecided && isEditable && (
          <button
            type="button"
            className="quiet-button"
            onClick={() => {
              setEdited(comment.body);
            }}
          >
            Change
          </button>
        )}
        {edited === undefined && !isSure && (
          <button
            type="button"
            className="quiet-button"
            onClick={() => {
              setIsSure(true);
            }}
          >
            Withdraw
          </button>
        )}
        {isSure && (
          <>
            <span id={`erase_${comment.token}`}>Erase this comment?</span>
            <button
              type="button"
              className="button"
              autoFocus
              aria-describedby={`erase_${comment.token}`}
              onClick={() => void withdraw()}
            >
              Yes, erase it
            </button>
            <button
              type="button"
              className="quiet-button"
              onClick={() => {
                setIsSure(false);
              }}
            >
              Keep it
            </button>
          </>
        )}
        <a href={client.linkTo(comment.token)} rel="nofollow">
          Link to this comment, to withdraw it from elsewhere
        </a>
        <span role="status">{message}</span>
      </p>
    </article>
  );
}

/** True until a time in milliseconds since 1970 has come. */
function useUntil(time: number): boolean {
  const [isBefore, setIsBefore] = useState(() => Date.now() < time);
  useEffect(() => {
    if (!isBefore) return;
    const timer = setTimeout(() => {
      setIsBefore(false);
    }, time - Date.now());
    return () => {
      clearTimeout(timer);
    };
  }, [isBefore, time]);
  return isBefore;
}
