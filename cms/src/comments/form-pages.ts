/** What a visitor is told without script: after a form, and by a link. */
import type { FieldProblem } from '@meridian/comments';
import { anchors, paths } from '@meridian/content';
import { randomUUID } from 'node:crypto';
import { settings } from '../settings';
import {
  type AnswerPage,
  formAgain,
  linkTo,
  mailPage,
  mailSaid,
  ownComment,
  saying,
} from './answer-page';
import type { Change, Intake, Outcome } from './intake';
import type { MailWishes } from './mail/wishes';
import type { PracticeSettings } from './practice';
import type { ProofOfWork } from './proof';
import {
  changed,
  changeSchema,
  type Context,
  evidenceOf,
  type Sender,
  submissionSchema,
  token,
  unreadable,
  wishSchema,
} from './request';
import type { Tokens } from './tokens';

export interface CommentServices {
  intake: Intake;
  proofs: ProofOfWork;
  tokens: Tokens;
  practice: PracticeSettings;
  wishes: MailWishes;
  /** Whether commenters can be told of answers. */
  hasMail: boolean;
}

/** An answer to a form, or to a link. */
export interface Page {
  status: number;
  page: AnswerPage;
}

const site = settings.siteOrigins[0];
const toSite = site === undefined ? undefined : linkTo(site, 'To the site');
const toArticle = (slug: string | undefined) =>
  site === undefined || slug === undefined
    ? toSite
    : linkTo(new URL(`${paths.post(slug)}#${anchors.comments}`, site).href, 'Back to the article');

const notOurLink: Page = {
  status: 404,
  page: saying(
    'There is nothing here',
    'This link is not whole, or what it leads to is not there any more.',
    toSite,
  ),
};

/** What a link shows, by the token in it. */
export async function pageOfLink(
  { query }: Context,
  { intake, wishes }: CommentServices,
  { address, now }: Sender,
): Promise<Page> {
  const tooMany = await intake.request(address);
  if (tooMany) return failing(tooMany);
  const given = token.safeParse(query.token);
  if (!given.success) return notOurLink;
  const link = wishes.read(given.data);
  if (link) return { status: 200, page: mailPage(link, given.data) };
  const comment = await intake.read(given.data);
  if (!comment) return notOurLink;
  return { status: 200, page: ownComment('Your comment', comment, now, toArticle(comment.slug)) };
}

/** What becomes of a form that was sent. */
export async function pageOfForm(
  ctx: Context,
  services: CommentServices,
  sender: Sender,
): Promise<Page> {
  const { intake, wishes } = services;
  // One click in a mail program sends the token in the address alone. Mail services send many from one
  // address: these count towards no limit.
  const wish = wishSchema.safeParse({ ...ctx.query, ...Object(ctx.request.body) });
  const link = wish.success ? wishes.read(wish.data.token) : undefined;
  if (wish.success && link) {
    const wanted = wish.data.mail === 'yes';
    if (wanted && !(await wishes.start(link, sender.now))) return notOurLink;
    if (!wanted) await wishes.stop(link);
    return { status: 200, page: mailSaid(link, wanted, toSite) };
  }
  const tooMany = await intake.request(sender.address);
  if (wish.success) return tooMany ? failing(tooMany) : notOurLink;
  const change = changeSchema.safeParse(ctx.request.body);
  if (change.success) {
    const outcome = tooMany ?? (await changed(intake, change.data, sender));
    if (outcome.is === 'kept') return kept('Your comment', 200, outcome, sender);
    if (outcome.is === 'withdrawn')
      return { status: 200, page: saying('Withdrawn', 'Your comment is erased.', toSite) };
    return failing(outcome);
  }
  return submitted(ctx, services, sender, tooMany);
}

/** @param tooMany why the comment is not even looked at. */
async function submitted(
  ctx: Context,
  { intake, tokens, practice, hasMail }: CommentServices,
  sender: Sender,
  tooMany: Outcome | undefined,
): Promise<Page> {
  const submission = submissionSchema.safeParse(ctx.request.body);
  if (!submission.success)
    return { status: 400, page: saying('This cannot be read', unreadable, toSite) };
  const evidence = evidenceOf(ctx);
  const outcome = tooMany ?? (await intake.submit(submission.data, evidence, sender));
  if (outcome.is === 'kept') return kept('Thank you', 201, outcome, sender);
  const refusal = outcome.is === 'refused' ? outcome : undefined;
  const mayComeAgain = refusal?.retryAfter !== undefined || refusal?.isParentGone === true;
  if (refusal && !mayComeAgain) return failing(refusal);
  const { emailRequired } = await practice.read(sender.now);
  const { data } = submission;
  const problems = tooMany ? [] : await intake.problemsOf(data, sender.now);
  // What was looked at and is to be sent again need not be looked at once more.
  const form =
    outcome.is !== 'to prove' && evidence && 'form' in evidence
      ? evidence.form
      : tokens.give('form', { post: data.post, at: sender.now, nonce: randomUUID() });
  return {
    status: refusal?.status ?? (problems.length > 0 ? 422 : 200),
    page: formAgain(refusal?.isParentGone === true ? { ...data, parent: undefined } : data, {
      form,
      problems,
      refusal: refusal?.message,
      emailRequired,
      hasMail,
    }),
  };
}

const kept = (
  title: string,
  status: number,
  { comment }: Extract<Change, { is: 'kept' }>,
  { now }: Sender,
): Page => ({ status, page: ownComment(title, comment, now, toArticle(comment.slug)) });

function failing(outcome: Change): Page {
  if (outcome.is === 'refused')
    return { status: outcome.status, page: saying('This was not taken', outcome.message, toSite) };
  const problems: FieldProblem[] = outcome.is === 'to correct' ? outcome.problems : [];
  const message = problems.map((problem) => problem.message).join(' ');
  return { status: 422, page: saying('This was not changed', `${message} Go back to correct it.`) };
}
