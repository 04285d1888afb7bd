/** Answers to a form that came without script. */
import { type Html, html } from '@meridian/article/markup';
import {
  type Field,
  fields,
  type FieldProblem,
  moderation,
  privacyHints,
  privacyQuestions,
  trap,
} from '@meridian/comments';
import type { Submission } from './intake';

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
    emailRequired,
  }: {
    /** The token that shows that the form was looked at. */
    form: string;
    problems: readonly FieldProblem[];
    emailRequired: boolean;
  },
): AnswerPage {
  const problemOf = (field: Field) => problems.find((problem) => problem.field === field)?.message;
  const hidden = (name: string, value: string) =>
    html`<input type="hidden" name="${name}" value="${value}" />`;
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
  return {
    title: problems.length > 0 ? 'Something needs to be corrected' : 'Please look at it once more',
    content: html`<p>
        ${
          problems.length > 0
            ? 'Your comment was not sent yet. What is to be corrected stands beside its field; your text is kept.'
            : 'Your comment is not sent yet. Read it once more, change it if you like, then send it.'
        }
      </p>
      ${questions}
      <form method="post" class="comment-form">
        ${hidden('post', submission.post)}
        ${submission.parent !== undefined && hidden('parent', submission.parent)}
        ${hidden('form', form)} ${field('name', true)} ${field('email', emailRequired)}
        ${field('body', true)}
        <p class="trap" hidden>
          <label for="${trap.name}">${trap.label}</label>
          <input id="${trap.name}" name="${trap.name}" value="${submission.trap}" tabindex="-1" autocomplete="off" />
        </p>
        <p><button class="button">Send comment</button></p>
        <p class="hint">${moderation}</p>
      </form>`,
  };
}

/** Thanks, with the comment's link in two forms: to change it, and to take it back. */
export function thanks(token: string, body: string, article?: Html): AnswerPage {
  return {
    title: 'Thank you',
    content: html`<p>Your comment is kept, and is waiting to be read by a moderator. Until then nobody else sees it.</p>
      ${article}
      <h2>Change it</h2>
      <p>You can do so for ten minutes after sending it.</p>
      <form method="post" class="comment-form">
        <input type="hidden" name="token" value="${token}" />
        <p>
          <label for="body">${fields.body.label}</label>
          <textarea id="body" name="body" rows="8" maxlength="${String(fields.body.maxLength)}" required>
${body}</textarea>
        </p>
        <p><button class="button">Save the change</button></p>
      </form>
      <h2>Withdraw it</h2>
      <p>It is then erased, also when it has been shown. This page is the only one that can do so: keep it if you may want to.</p>
      <form method="post" class="comment-form">
        <input type="hidden" name="token" value="${token}" />
        <p><button class="button secondary" name="withdraw" value="yes">Withdraw the comment</button></p>
      </form>`,
  };
}
