import {
  type Field,
  privacyHints,
  privacyQuestions,
  readComment,
  shown,
  waiting,
} from '@meridian/comments';
import { type SubmitEvent, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { answering, answerNobody } from './answering.ts';
import { CommentFields } from './CommentFields.tsx';
import { IntakeClient } from './intake.ts';
import {
  type Draft,
  forgetDraft,
  keepDraft,
  keepOwn,
  type OwnComment,
  readDraft,
  readOwn,
} from './kept.ts';
import { OwnComments } from './OwnComments.tsx';

interface Props {
  endpoint: string;
  post: string;
  emailRequired: boolean;
  closesAt: number | undefined;
  /** What stood in the plain form. */
  typed: Draft;
}

type Problems = Partial<Record<Field, string>>;

export function CommentForm({ endpoint, post, emailRequired, closesAt, typed }: Props) {
  const [hasMail, setHasMail] = useState(false);
  const [client] = useState(
    () =>
      new IntakeClient(endpoint, post, () => {
        setHasMail(true);
      }),
  );
  const [draft, setDraft] = useState<Draft>(() => firstDraft(post, typed));
  const [problems, setProblems] = useState<Problems>({});
  const [questions, setQuestions] = useState<string[]>([]);
  const [isSending, setIsSending] = useState(false);
  const [message, setMessage] = useState('');
  const [own, setOwn] = useState<OwnComment[]>(() => readOwn(post));
  const answered = useSyncExternalStore(answering.listen, answering.now);
  const [firstAnswered] = useState(answered);
  const form = useRef<HTMLFormElement>(null);
  const isClosed = closesAt !== undefined && Date.now() >= closesAt;

  const keep = (token: string, changed: OwnComment | undefined) => {
    keepOwn(post, token, changed);
    setOwn((before) => {
      if (!before.some((comment) => comment.token === token))
        return changed ? [...before, changed] : before;
      return before.flatMap((comment) => (comment.token === token ? (changed ?? []) : comment));
    });
  };
  const focus = (selector: string) => {
    // After what is to have it is there.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(selector)?.focus());
  };
  useEffect(() => {
    // What was chosen before takes nobody away from the field they are in.
    if (!answered || answered === firstAnswered) return;
    keepDraft(post, { ...draft, parent: answered.id });
    form.current?.scrollIntoView({ block: 'center' });
    focus('textarea');
  }, [answered]);

  const change = (change: Partial<Draft>) => {
    client.prepare();
    const changed = { ...draft, ...change };
    setDraft(changed);
    keepDraft(post, { ...changed, parent: answered?.id });
    setProblems((before) =>
      Object.fromEntries(Object.entries(before).filter(([field]) => !(field in change))),
    );
    setQuestions([]);
    setMessage('');
  };

  const show = (found: readonly { field: Field; message: string }[]) => {
    setProblems(Object.fromEntries(found.map(({ field, message }) => [field, message])));
    setMessage('Your comment was not sent yet: something needs to be corrected.');
    focus('[aria-invalid=true]');
  };

  const send = async (trap: string, isSure: boolean) => {
    const read = readComment(draft, emailRequired);
    if (!read.ok) {
      show(read.problems);
      return;
    }
    const hints = privacyHints(draft.body);
    if (hints.length > 0 && !isSure) {
      setQuestions(hints.map((hint) => privacyQuestions[hint]));
      focus('[data-sure]');
      return;
    }
    setIsSending(true);
    setMessage('Sending …');
    const wantsAnswers = hasMail && draft.email !== '' && draft.answers;
    const answer = await client.send({
      ...draft,
      answers: wantsAnswers,
      website: trap,
      parent: answered?.id,
    });
    setIsSending(false);
    if (answer.is === 'to correct') {
      show(answer.problems);
      return;
    }
    if (answer.is === 'refused') {
      setMessage(answer.message);
      return;
    }
    const { name, body } = read.comment;
    keep(answer.sent.token, { ...answer.sent, name, body, sentAt: Date.now() });
    // What was typed while it was on its way stays.
    const isSent = (now: Draft) => now.body === draft.body;
    setDraft((now) => (isSent(now) ? { ...now, body: '' } : now));
    const kept = readDraft(post);
    if (kept && isSent(kept)) forgetDraft(post);
    setQuestions([]);
    answerNobody();
    setMessage(`Thank you. ${answer.sent.isShown ? shown : waiting}`);
    focus('[role=status]');
  };

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isSending) return;
    const data = new FormData(event.currentTarget, event.nativeEvent.submitter);
    void send(data.get('website') as string, data.get('sure') === 'yes');
  };

  return (
    <>
      <OwnComments client={client} comments={own} onChange={keep} />
      {isClosed ? (
        <p>Comments on this article are closed.</p>
      ) : (
        <form
          ref={form}
          className="comment-form"
          aria-labelledby="comment_form"
          noValidate
          onSubmit={submit}
          onFocus={() => {
            client.prepare();
          }}
        >
          {answered && (
            <p className="actions">
              In reply to {answered.name}
              <button
                type="button"
                className="quiet-button"
                onClick={() => {
                  answerNobody();
                  keepDraft(post, { ...draft, parent: undefined });
                  focus('textarea');
                }}
              >
                Write to the article instead
              </button>
            </p>
          )}
          <CommentFields
            draft={draft}
            problems={problems}
            emailRequired={emailRequired}
            hasMail={hasMail}
            onChange={change}
          />
          {questions.length > 0 && (
            <div className="ask" role="group" aria-label="Before you send">
              <div id="comment_questions">
                {questions.map((question) => (
                  <p key={question}>{question}</p>
                ))}
              </div>
              <p className="actions">
                <button
                  className="button"
                  name="sure"
                  value="yes"
                  data-sure
                  aria-describedby="comment_questions"
                  aria-disabled={isSending}
                >
                  Send it as it is
                </button>
                <button
                  type="button"
                  className="quiet-button"
                  onClick={() => {
                    setQuestions([]);
                    focus('textarea');
                  }}
                >
                  Change the text
                </button>
              </p>
            </div>
          )}
          <p className="actions">
            {questions.length === 0 && (
              <button className="button" aria-disabled={isSending}>
                Send comment
              </button>
            )}
            <span role="status" tabIndex={-1}>
              {message}
            </span>
          </p>
        </form>
      )}
    </>
  );
}

/** What was typed a moment ago, and what was kept at an earlier visit: neither is thrown away. */
function firstDraft(post: string, typed: Draft): Draft {
  const kept = readDraft(post);
  if (!kept || kept.body === '') return typed;
  if (typed.body === '')
    return { ...kept, name: typed.name || kept.name, email: typed.email || kept.email };
  return { ...kept, ...typed, body: `${typed.body}\n\n${kept.body}` };
}
