/** Answers to a form that came without script. */
import { type Html, html } from '@meridian/article/markup';
import {
  answers,
  type Field,
  fields,
  type FieldProblem,
  moderation,
  privacyHints,
  privacyQuestions,
  shown,
  trap,
  waiting,
} from '@meridian/comments';
import type { Submission, VisitorsComment } from './intake';
import type { MailLink } from './mail/wishes';

export interface AnswerPage {
  title: string;
  content: Html;
}

/** Says one thing, and where to go from there. */
export function saying(title: string, text: string, back?: Html): AnswerPage {
  return { title, content: html`<p>${text}</p>${back}` };
}

export const linkTo = (address: string, text: string): Html =>
  html`<p><a href="${address}">${text}</a></p>`;

/** The form once more: with what is to be corrected, or to look at before it is sent. */
export function formAgain(
  submission: Submission,
  {
    form,
    problems,
    refusal,
    emailRequired,
    hasMail,
  }: {
    /** The token that shows that the form was looked at. */
    form: string;
    problems: readonly FieldProblem[];
    /** Why it was not taken as it is, though nothing is wrong with its text. */
    refusal: string | undefined;
    emailRequired: boolean;
    /** Whether its writer can be told of answers. */
    hasMail: boolean;
  },
): AnswerPage {
  const problemOf = (field: Field) => problems.find((problem) => problem.field === field)?.message;
  const field = (name: Field, required: boolean) => {
    const { label, hint, maxLength } = fields[name];
    const problem = problemOf(name);
    const described = problem === undefined ? `${name}_hint` : `${name}_hint ${name}_problem`;
    const state = html`${required && html` required`}${problem !== undefined && html` aria-invalid="true"`}`;
    const control =
      name === 'body'
        ? html`<textarea id="${name}" name="${name}" rows="8" maxlength="${String(maxLength)}" aria-describedby="${described}"${state}>
${submission.body}</textarea>`
        : html`<input id="${name}" name="${name}" type="${name === 'email' ? 'email' : 'text'}" value="${submission[name]}" maxlength="${String(maxLength)}" aria-describedby="${described}"${state} />`;
    return html`<p>
      <label for="${name}">${label}${required ? '' : ' (optional)'}</label>
      <span class="hint" id="${name}_hint">${hint}</span>
      ${problem !== undefined && html`<span class="problem" id="${name}_problem">${problem}</span>`}
      ${control}
    </p>`;
  };
  const questions = privacyHints(submission.body).map(
    (hint) => html`<p class="ask">${privacyQuestions[hint]}</p>`,
  );
  const [title, said] =
    problems.length > 0
      ? [
          'Something needs to be corrected',
          'Your comment was not sent yet. What is to be corrected stands beside its field; your text is kept.',
        ]
      : refusal === undefined
        ? [
            'Please look at it once more',
            'Your comment is not sent yet. Read it once more, change it if you like, then send it.',
          ]
        : ['This was not sent', refusal];
  return {
    title,
    content: html`<p>${said}</p>
      ${questions}
      <form method="post" class="comment-form">
        ${hidden('post', submission.post)}
        ${submission.parent !== undefined && hidden('parent', submission.parent)}
        ${hidden('form', form)} ${field('name', true)} ${field('email', emailRequired)}
        ${hasMail && answersBox(submission.answers)} ${field('body', true)}
        <p class="trap" hidden>
          <label for="${trap.name}">${trap.label}</label>
          <input id="${trap.name}" name="${trap.name}" value="${submission.trap}" tabindex="-1" autocomplete="off" />
        </p>
        <p><button class="button">Send comment</button></p>
        <p class="hint">${moderation}</p>
      </form>`,
  };
}

const answersBox = (isChecked: boolean): Html =>
  html`<p class="choice">
    <label><input type="checkbox" name="answers" value="yes"${isChecked && html` checked`} /> ${answers}</label>
  </p>`;

/** A visitor's own comment: how it stands with it, and the forms to change it and to take it back. */
export function ownComment(
  title: string,
  { token, body, isShown, editableUntil }: VisitorsComment,
  now: number,
  article?: Html,
): AnswerPage {
  const change = html`<h2>Change it</h2>
    <p>You can do so for ten minutes after sending it.</p>
    <form method="post" class="comment-form">
      ${hidden('token', token)}
      <p>
        <label for="body">${fields.body.label}</label>
        <textarea id="body" name="body" rows="8" maxlength="${String(fields.body.maxLength)}" required>
${body}</textarea>
      </p>
      <p><button class="button">Save the change</button></p>
    </form>`;
  return {
    title,
    content: html`<p>${isShown ? shown : waiting}</p>
      ${article} ${now < editableUntil && change}
      <h2>Withdraw it</h2>
      <p>
        It is then erased, also when it has been shown. You can do so at any time:
        <a href="?token=${token}">keep this link</a> if you may want to, because it alone leads back here.
      </p>
      <form method="post" class="comment-form">
        ${hidden('token', token)}
        <p><button class="button secondary" name="withdraw" value="yes">Withdraw the comment</button></p>
      </form>`,
  };
}

/** What a link in an e-mail leads to: the choice whether there shall be more. */
export function mailPage({ about }: MailLink, token: string): AnswerPage {
  const [title, question] =
    about === 'answers'
      ? [
          'Answers to your comment',
          'Shall we tell you by e-mail when somebody answers your comment?',
        ]
      : [
          'Waiting comments',
          'Shall we tell you by e-mail when comments are waiting for a moderator?',
        ];
  return {
    title,
    content: html`<p>${question}</p>
      <form method="post" class="comment-form">
        ${hidden('token', token)}
        <p class="actions">
          <button class="button" name="mail" value="yes">Yes, tell me</button>
          <button class="button secondary" name="mail" value="no">No e-mail</button>
        </p>
      </form>`,
  };
}

/** What was chosen there. */
export function mailSaid({ about }: MailLink, wanted: boolean, back?: Html): AnswerPage {
  const what = about === 'answers' ? 'answers to this comment' : 'waiting comments';
  return wanted
    ? saying('You will be told', `We tell you by e-mail of ${what}. A link in each ends it.`, back)
    : saying('No more e-mail', `We tell you no more by e-mail of ${what}.`, back);
}

const hidden = (name: string, value: string): Html =>
  html`<input type="hidden" name="${name}" value="${value}" />`;
