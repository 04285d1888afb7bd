/** The form of a comment, and the links that answer one: takes the place of the plain form. */
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { CommentForm } from './comments/CommentForm.tsx';
import { answerTo } from './comments/answering.ts';
import { readDraft } from './comments/kept.ts';

class CommentFormElement extends HTMLElement {
  connectedCallback(): void {
    const plain = this.querySelector('form');
    // Without a secure connection a browser computes no proof: the plain form needs none.
    if (!plain || !isSecureContext) return;
    const { post = '', emailRequired, closes } = this.dataset;
    // What was typed before this script came is kept, and where.
    const typed = new FormData(plain);
    const text = (name: string) => {
      const value = typed.get(name);
      return typeof value === 'string' ? value : '';
    };
    const writing = whereOneWrites(plain);
    const parent = text('parent') === '' ? readDraft(post)?.parent : text('parent');
    if (parent !== undefined) answerTo(parent);
    const root = createRoot(this);
    flushSync(() => {
      root.render(
        <CommentForm
          endpoint={plain.action}
          post={post}
          emailRequired={emailRequired !== undefined && emailRequired !== 'false'}
          closesAt={closes === undefined ? undefined : Date.parse(closes)}
          typed={{ name: text('name'), email: text('email'), body: text('body'), answers: false }}
        />,
      );
    });
    goOnWriting(this, writing);
  }
}

/** The field that has the focus, and where in it the cursor is; or a button, which has no name. */
interface Writing {
  field: string | undefined;
  at: number | null;
}

function whereOneWrites(form: HTMLFormElement): Writing | undefined {
  const active = document.activeElement;
  if (!active || !form.contains(active)) return undefined;
  return active instanceof HTMLInputElement || active instanceof HTMLTextAreaElement
    ? { field: active.name, at: active.selectionStart }
    : { field: undefined, at: null };
}

function goOnWriting(form: HTMLElement, writing: Writing | undefined): void {
  if (!writing) return;
  const place = writing.field === undefined ? 'button.button' : `[name="${writing.field}"]`;
  const field = form.querySelector<HTMLInputElement>(place);
  field?.focus();
  // Fields of an e-mail address have no cursor that can be set.
  if (writing.at !== null && field?.type !== 'email')
    field?.setSelectionRange(writing.at, writing.at);
}

customElements.define('comment-form', CommentFormElement);

document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest<HTMLElement>('a[data-answer]');
  // With a key held down it is opened beside this page.
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const id = link.dataset.answer ?? '';
  const form = document.querySelector('comment-form form');
  const choice = form?.querySelector<HTMLSelectElement>('select[name="parent"]');
  // The plain form, where it has stayed: the link leads there, with the comment chosen.
  if (choice) choice.value = id;
  else if (form) {
    event.preventDefault();
    answerTo(id);
  }
});
