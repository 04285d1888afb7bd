/**
 * What becomes of a comment that a visitor sends. Each layer either lets it pass, refuses it in words
 * for the visitor, or notes a reason for the moderator; nothing is shown before one has decided, unless a
 * practice has set that writers whom it knows are let in at once.
 */
import { type CommentText, type FieldProblem, paragraphs, readComment } from '@meridian/comments';
import {
  assess,
  type Filter,
  decisive,
  isSpam,
  type Reason,
  type Suspect,
} from '@meridian/comments/spam';
import type { AddressHashes } from './address';
import type { Limit, RateLimits } from './limits';
import type { Practice, PracticeSettings } from './practice';
import type { Proof, ProofOfWork, Proven } from './proof';
import { isOfSending, reasonsOfSending } from './sending';
import type { CommentStore, OpenPost, OwnComment, Refusal } from './store';
import type { Tokens } from './tokens';

/** For how long the text can be changed after it was sent, in milliseconds. */
const editWindow = 10 * 60 * 1_000;
/** How old a form without script may be, in milliseconds. */
const formLifetime = 60 * 60 * 1_000;

/** What a visitor sends; texts are of any origin. */
export interface Submission {
  post: string;
  parent: string | undefined;
  name: string;
  email: string;
  body: string;
  /** Whether to tell its writer of answers by e-mail. */
  answers: boolean;
  /** A field that people do not see. */
  trap: string;
}

/** How a visitor shows to be none of many: by computing, or by looking at a form twice. */
export type Evidence = { proof: Proof } | { form: string };

/** A comment, for who wrote it. Whether it was rejected or held as spam is not told. */
export interface VisitorsComment {
  token: string;
  body: string;
  /** Of the post; undefined when that was deleted. */
  slug: string | undefined;
  isShown: boolean;
  /** Until when the text can be changed, in milliseconds since 1970; past where it cannot. */
  editableUntil: number;
}

export type Outcome =
  | { is: 'kept'; comment: VisitorsComment }
  | { is: 'to correct'; problems: FieldProblem[] }
  | {
      is: 'refused';
      status: 404 | 409 | 429;
      message: string;
      /** After how many seconds the same may be sent again. */
      retryAfter?: number;
      /** Whether it may be sent as an answer to nobody. */
      isParentGone?: true;
    }
  /** There is no valid evidence yet. */
  | { is: 'to prove' };

export type Change = Outcome | { is: 'withdrawn' };

interface Parts {
  store: CommentStore;
  proofs: ProofOfWork;
  tokens: Tokens;
  limits: RateLimits;
  hashes: AddressHashes;
  practice: PracticeSettings;
  filter: Filter;
  /** Told when a comment is shown, or is no more, without a moderator. */
  onShown: () => void;
}

const refusal = (status: 404 | 409, message: string): Outcome => ({
  is: 'refused',
  status,
  message,
});

const closed = refusal(404, 'This article takes no comments, or takes none any more.');
const noParent: Outcome = {
  is: 'refused',
  status: 404,
  message:
    'The comment that you answer is no longer there. You can send yours as a comment of its own.',
  isParentGone: true,
};
const duplicate = refusal(
  409,
  'This comment has been received already. It is waiting to be read by a moderator.',
);
const notYours = refusal(
  404,
  'This comment is no longer there, or this is not the link that belongs to it.',
);
const decided = refusal(409, 'This comment can no longer be changed. You can still withdraw it.');

export class Intake {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Counts a request of an address. @returns a refusal when there were too many. */
  request(address: string): Promise<Outcome | undefined> {
    return this.#within([['request', address]]);
  }

  /** A post that takes comments now; undefined for all others. */
  async #openPost(id: string, now: number): Promise<OpenPost | undefined> {
    const post = await this.#parts.store.post(id);
    const { closeAfterDays } = await this.#parts.practice.read(now);
    if (!post?.isOpen) return undefined;
    const closes =
      closeAfterDays === undefined ? Infinity : post.publishedOn + closeAfterDays * 86_400_000;
    return now < closes ? post : undefined;
  }

  async submit(
    submission: Submission,
    evidence: Evidence | undefined,
    { address, now }: { address: string; now: number },
  ): Promise<Outcome> {
    const { store, hashes, tokens } = this.#parts;
    const post = await this.#openPost(submission.post, now);
    if (!post) return closed;
    const parent =
      submission.parent === undefined ? undefined : await store.approved(submission.parent, post);
    if (submission.parent !== undefined && parent === undefined) return noParent;
    const proven = evidence && (await this.#proven(evidence, post.id, now));
    if (!proven) return { is: 'to prove' };
    const practice = await this.#parts.practice.read(now);
    const read = readComment(submission, practice.emailRequired || submission.answers);
    if (!read.ok) return { is: 'to correct', problems: read.problems };
    const tooMuch = await this.#within([
      ['comment', address],
      ['commentADay', address],
      ['post', post.id],
    ]);
    if (tooMuch) return tooMuch;

    const { name, email, body } = read.comment;
    const reasons = [
      ...reasonsOfSending(submission, proven, now),
      ...(await this.#reasonsOfText(submission, body, practice)),
    ];
    // An address is not verified: e-mail to it waits for a moderator.
    const isKnown = !submission.answers && (await this.#isKnown(read.comment, reasons, practice));
    if (isKnown) reasons.push(knownWriter);
    const stored = await store.add({
      post,
      parent,
      name,
      email,
      body,
      state: isKnown ? 'approved' : isSpam(reasons) ? 'spam' : 'pending',
      reasons,
      addressHash: await hashes.hash(address, now),
      submittedAt: now,
      wantsAnswers: submission.answers,
      once: { key: `proof ${proven.once}`, until: proven.until },
    });
    if ('refused' in stored) return refusals[stored.refused];
    if (isKnown) this.#parts.onShown();
    return {
      is: 'kept',
      comment: {
        token: tokens.give('writer', { comment: stored.id }),
        body,
        slug: post.slug,
        isShown: isKnown,
        editableUntil: isKnown ? 0 : now + editWindow,
      },
    };
  }

  /** What is wrong with a text, before it is sent in earnest. */
  async problemsOf(submission: Submission, now: number): Promise<FieldProblem[]> {
    const { emailRequired } = await this.#parts.practice.read(now);
    const read = readComment(submission, emailRequired || submission.answers);
    return read.ok ? [] : read.problems;
  }

  /** A visitor's own comment; undefined when it is gone, or the token is not one of ours. */
  async read(token: string): Promise<VisitorsComment | undefined> {
    const comment = await this.#own(token);
    return comment && forVisitor(comment, token);
  }

  /** Changes the text of a comment that nobody has decided on yet. */
  async rewrite(token: string, body: string, now: number): Promise<Change> {
    const comment = await this.#own(token);
    if (!comment) return notYours;
    if (now > comment.submittedAt + editWindow) return decided;
    const read = readComment({ name: comment.name, body }, false);
    if (!read.ok) return { is: 'to correct', problems: read.problems };
    const practice = await this.#parts.practice.read(now);
    // What the comment itself has claimed is no repetition.
    const sent = read.comment.body === comment.body ? undefined : read.comment.body;
    const reasons = [
      ...comment.reasons.filter(isOfSending),
      ...(await this.#reasonsOfText({ ...comment, body }, sent, practice)),
    ];
    // Who was held as spam stays so.
    const state = comment.state === 'spam' || isSpam(reasons) ? 'spam' : 'pending';
    const isChanged = await this.#parts.store.rewrite(comment, {
      body: read.comment.body,
      state,
      reasons,
    });
    if (!isChanged) return decided;
    return { is: 'kept', comment: forVisitor({ ...comment, body: read.comment.body }, token) };
  }

  async withdraw(token: string): Promise<Change> {
    const comment = await this.#own(token);
    if (!comment) return notYours;
    await this.#parts.store.remove(comment);
    this.#parts.onShown();
    return { is: 'withdrawn' };
  }

  /** Whether a comment is shown at once: a known writer's, against which nothing speaks. */
  async #isKnown(
    { email, body }: CommentText,
    reasons: readonly Reason[],
    { autoApproveAfter }: Practice,
  ): Promise<boolean> {
    if (autoApproveAfter === undefined || email === undefined) return false;
    const hasLink = paragraphs(body)
      .flat(2)
      .some(({ href }) => href !== undefined);
    // What the filter makes of the rest does not make up for what was noted.
    if (hasLink || reasons.some(({ score }) => score > 0)) return false;
    return (await this.#parts.store.approvedOf(email)) >= autoApproveAfter;
  }

  #own(token: string): Promise<OwnComment | undefined> {
    const claims = this.#parts.tokens.take('writer', token);
    return claims ? this.#parts.store.own(claims.comment) : Promise.resolve(undefined);
  }

  async #within(counts: readonly [Limit, string][]): Promise<Outcome | undefined> {
    for (const [limit, key] of counts) {
      const retryAfter = await this.#parts.limits.exceeded(limit, key);
      if (retryAfter !== undefined)
        return {
          is: 'refused',
          status: 429,
          message: `There were many comments in a short time. Please try again in ${inWords(retryAfter)}; your text is still here.`,
          retryAfter,
        };
    }
    return undefined;
  }

  async #proven(evidence: Evidence, post: string, now: number): Promise<Proven | undefined> {
    const { proofs, tokens } = this.#parts;
    if ('proof' in evidence) return proofs.verify(evidence.proof, post);
    const form = tokens.take('form', evidence.form);
    if (form?.post !== post || now - form.at > formLifetime) return undefined;
    return { by: 'form', askedAt: form.at, once: form.nonce, until: form.at + formLifetime };
  }

  async #reasonsOfText(
    suspect: Suspect,
    sent: string | undefined,
    { blocklist, languages }: Practice,
  ): Promise<Reason[]> {
    const { filter, store } = this.#parts;
    const reasons = assess(suspect, { filter, blocklist, languages });
    if (sent !== undefined && (await store.isRepeated(sent)))
      reasons.push({
        rule: 'repeated',
        text: 'The same text came under another article within a day.',
        score: decisive,
      });
    return reasons;
  }
}

function forVisitor(
  { body, slug, state, submittedAt }: OwnComment,
  token: string,
): VisitorsComment {
  const isDecided = state === 'approved' || state === 'rejected';
  return {
    token,
    body,
    slug,
    isShown: state === 'approved',
    editableUntil: isDecided ? 0 : submittedAt + editWindow,
  };
}

/** What a visitor is told of a comment that was not kept. */
const refusals: Record<Refusal, Outcome> = {
  'proof used': { is: 'to prove' },
  duplicate,
  'post closed': closed,
  'parent gone': noParent,
};

const knownWriter: Reason = {
  rule: 'known writer',
  text: 'Shown at once: enough comments with this e-mail address were approved before.',
  score: 0,
};

const inWords = (seconds: number): string =>
  seconds < 90 ? `${String(seconds)} seconds` : `${String(Math.ceil(seconds / 60))} minutes`;
