/** What this browser keeps: the text that is being written, and the comments that were sent from here. */

export interface Draft {
  name: string;
  email: string;
  body: string;
  /** Whether to be told of answers. */
  answers: boolean;
  /** The comment that it answers. */
  parent?: string | undefined;
}

/** A comment that was sent from this browser; its token is what changes and withdraws it. */
export interface OwnComment {
  token: string;
  name: string;
  body: string;
  sentAt: number;
  editableUntil: number;
  /** Whether it is shown with the article, by what the server said last. */
  isShown: boolean;
}

/**
 * After this time a comment that is not shown is no longer spoken of, and a text that was not sent is forgotten,
 * in milliseconds.
 */
const waiting = 30 * 24 * 60 * 60 * 1_000;

const draftOf = (post: string) => `comment draft ${post}`;
const commentsOf = (post: string) => `comments ${post}`;

export function readDraft(post: string): Draft | undefined {
  forgetOldDrafts();
  return read(draftOf(post)) as Draft | undefined;
}

/** Keeps a text; with it goes who wrote it, so that nothing stays behind of an empty one. */
export function keepDraft(post: string, draft: Draft): void {
  if (draft.body === '') forgetDraft(post);
  else write(draftOf(post), { ...draft, at: Date.now() });
}

/** Those under other articles too, where nobody may ever look again. */
function forgetOldDrafts(): void {
  for (const key of keys()) {
    const kept = key.startsWith(draftOf(''))
      ? (read(key) as { at: number } | undefined)
      : undefined;
    if (kept && Date.now() - kept.at >= waiting) write(key, undefined);
  }
}

export function forgetDraft(post: string): void {
  write(draftOf(post), undefined);
}

export function readOwn(post: string): OwnComment[] {
  const kept = (read(commentsOf(post)) ?? []) as OwnComment[];
  return kept.filter(
    (comment) => comment.isShown || isShown(comment.token) || Date.now() - comment.sentAt < waiting,
  );
}

/** Keeps a comment as it is now; undefined when it is gone. What other tabs have kept stays. */
export function keepOwn(post: string, token: string, changed: OwnComment | undefined): void {
  const kept = (read(commentsOf(post)) ?? []) as OwnComment[];
  const others = kept.filter((comment) => comment.token !== token);
  const comments = changed ? [...others, changed] : others;
  write(commentsOf(post), comments.length === 0 ? undefined : comments);
}

/** Whether the page shows a comment by now. A token says, readably, which comment it is of. */
export function isShown(token: string): boolean {
  try {
    const claims = JSON.parse(
      atob((token.split('.')[0] ?? '').replace(/-/g, '+').replace(/_/g, '/')),
    ) as {
      comment?: string;
    };
    return document.getElementById(`comment_${claims.comment ?? ''}`) !== null;
  } catch {
    // Not a token that we were given.
    return false;
  }
}

/** Storage may be closed to this page, or full: then a text lives as long as the page. */
function read(key: string): unknown {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

function keys(): string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

function write(key: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // As above.
  }
}
