/**
 * `POST /api/comments`, the one way in for visitors: as JSON from the script of a page, or as a form
 * without it. Fields that it does not know are ignored. `GET` shows what a link in an e-mail leads to, and
 * changes nothing: programs that look at e-mail follow links.
 */
import type { FieldProblem } from '@meridian/comments';
import { anchors, paths } from '@meridian/content';
import type { Core } from '@strapi/strapi';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { settings } from '../settings';
import { addressReader } from './address';
import {
  type AnswerPage,
  formAgain,
  linkTo,
  mailPage,
  mailSaid,
  ownComment,
  saying,
} from './answer-page';
import type { Change, Evidence, Intake, Submission } from './intake';
import type { MailWishes } from './mail/wishes';
import type { PracticeSettings } from './practice';
import { type ProofOfWork, proofSchema } from './proof';
import { SiteFrame } from './site-frame';
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

interface Context {
  req: IncomingMessage;
  query: Record<string, unknown>;
  request: { body: unknown; is: (...types: string[]) => string | false | null };
  status: number;
  body: unknown;
  set: (headers: Record<string, string>) => void;
}

/** Texts are checked later, in words for the visitor; here they only have to be texts. */
const text = z.string().max(20_000).default('');
const id = z.string().regex(/^[a-z0-9]{1,64}$/);

const submissionSchema = z
  .object({
    post: id,
    parent: z.preprocess((value) => (value === '' ? undefined : value), id.optional()),
    name: text,
    email: text,
    body: text,
    website: text,
    answers: z.union([z.literal('yes'), z.boolean()]).default(false),
  })
  .transform(({ website, answers, ...rest }): Submission => ({
    ...rest,
    parent: rest.parent,
    answers: answers !== false,
    trap: website,
  }));

const token = z.string().max(1_000);

const changeSchema = z.object({
  token,
  body: text,
  withdraw: z.union([z.literal('yes'), z.literal(true)]).optional(),
});

/** What somebody says of e-mail: by the page that a link leads to, or by the button of a mail program. */
const wishSchema = z.union([
  z.object({ token, mail: z.enum(['yes', 'no']) }),
  // RFC 8058
  z
    .object({ 'List-Unsubscribe': z.literal('One-Click'), token })
    .transform(({ token }) => ({ token, mail: 'no' as const })),
]);

const evidenceSchema = z.union([
  z.object({ proof: proofSchema }),
  z.object({ form: z.string().min(1).max(1_000) }),
]);

/** Adds the route. @param services are there when the CMS listens. */
export function addCommentRoutes(strapi: Core.Strapi, services: () => CommentServices): void {
  const frame = new SiteFrame(settings.siteOrigins[0]);
  const addressOf = addressReader(settings.trustedProxies);
  strapi.server.routes({
    type: 'content-api',
    routes: [
      {
        method: 'POST',
        path: '/comments',
        info: { type: 'content-api' },
        config: { auth: false },
        handler: (ctx: object) => {
          const context = ctx as Context;
          const parts = services();
          const sender = { address: addressOf(context.req), now: Date.now() };
          const isForm = context.request.is('urlencoded') !== false;
          if (isForm) return answerForm(context, parts, frame, sender);
          if (context.request.is('json') !== false) return answerScript(context, parts, sender);
          answerJson(context, 415, { message: 'Send a form, or JSON.' });
        },
      },
      {
        method: 'GET',
        path: '/comments',
        info: { type: 'content-api' },
        config: { auth: false },
        handler: async (ctx: object) => {
          const context = ctx as Context;
          const sender = { address: addressOf(context.req), now: Date.now() };
          await answerPage(context, frame, sender, await pageOfLink(context, services(), sender));
        },
      },
    ],
  });
}

interface Sender {
  address: string;
  now: number;
}

const unreadable = 'This is not what the form of the site sends. Please load its page anew.';

async function answerScript(
  ctx: Context,
  { intake, proofs, hasMail }: CommentServices,
  sender: Sender,
): Promise<void> {
  const tooMany = await intake.request(sender.address);
  if (tooMany) {
    tell(ctx, tooMany);
    return;
  }
  const change = changeSchema.safeParse(ctx.request.body);
  if (change.success) {
    tell(ctx, await changed(intake, change.data, sender));
    return;
  }
  const submission = submissionSchema.safeParse(ctx.request.body);
  if (!submission.success) {
    answerJson(ctx, 400, { message: unreadable });
    return;
  }
  const outcome = await intake.submit(submission.data, evidenceOf(ctx), sender);
  if (outcome.is !== 'to prove') {
    tell(ctx, outcome);
    return;
  }
  const challenge = await proofs.challenge(submission.data.post, sender.now);
  // To ask for a challenge is no mistake; a proof that does not hold is one.
  answerJson(ctx, 'proof' in Object(ctx.request.body) ? 428 : 200, {
    challenge,
    hasMail,
  });
}

const changed = (
  intake: Intake,
  { token, body, withdraw }: z.output<typeof changeSchema>,
  { now }: Sender,
): Promise<Change> =>
  withdraw === undefined ? intake.rewrite(token, body, now) : intake.withdraw(token);

const evidenceOf = ({ request }: Context): Evidence | undefined =>
  evidenceSchema.safeParse(request.body).data;

function tell(ctx: Context, outcome: Change): void {
  if (outcome.is === 'kept') {
    const { token, isShown, editableUntil } = outcome.comment;
    answerJson(ctx, 201, { token, isShown, editableUntil });
  } else if (outcome.is === 'withdrawn') answerJson(ctx, 200, {});
  else if (outcome.is === 'to correct') answerJson(ctx, 422, { problems: outcome.problems });
  else if (outcome.is === 'refused') {
    const { status, message, retryAfter } = outcome;
    if (retryAfter !== undefined) ctx.set({ 'Retry-After': String(retryAfter) });
    answerJson(ctx, status, { message });
  } else answerJson(ctx, 428, {});
}

function answerJson(ctx: Context, status: number, body: unknown): void {
  ctx.set({ 'Cache-Control': 'no-store' });
  ctx.status = status;
  ctx.body = body;
}

interface Page {
  status: number;
  page: AnswerPage;
}

async function answerForm(
  ctx: Context,
  services: CommentServices,
  frame: SiteFrame,
  sender: Sender,
): Promise<void> {
  await answerPage(ctx, frame, sender, await pageFor(ctx, services, sender));
}

async function answerPage(
  ctx: Context,
  frame: SiteFrame,
  { now }: Sender,
  { status, page }: Page,
): Promise<void> {
  ctx.set({
    'Cache-Control': 'no-store',
    'Content-Security-Policy': frame.policy(),
    'Content-Type': 'text/html; charset=utf-8',
    // The address may hold a token.
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex',
  });
  ctx.status = status;
  ctx.body = await frame.around(page, now);
}

const site = settings.siteOrigins[0];
const toSite = site === undefined ? undefined : linkTo(site, 'To the site');
const toArticle = (slug: string) =>
  site === undefined
    ? undefined
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
async function pageOfLink(
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

async function pageFor(ctx: Context, services: CommentServices, sender: Sender): Promise<Page> {
  const { intake, wishes } = services;
  const tooMany = await intake.request(sender.address);
  if (tooMany) return failing(tooMany);
  // One click in a mail program sends the token in the address alone.
  const wish = wishSchema.safeParse({ ...ctx.query, ...Object(ctx.request.body) });
  if (wish.success) {
    const link = wishes.read(wish.data.token);
    if (!link) return notOurLink;
    const wanted = wish.data.mail === 'yes';
    await (wanted ? wishes.start(link, sender.now) : wishes.stop(link));
    return { status: 200, page: mailSaid(link, wanted, toSite) };
  }
  const change = changeSchema.safeParse(ctx.request.body);
  if (change.success) {
    const outcome = await changed(intake, change.data, sender);
    if (outcome.is === 'kept') return kept('Your comment', 200, outcome, sender);
    if (outcome.is === 'withdrawn')
      return { status: 200, page: saying('Withdrawn', 'Your comment is erased.', toSite) };
    return failing(outcome);
  }
  return submitted(ctx, services, sender);
}

async function submitted(
  ctx: Context,
  { intake, tokens, practice, hasMail }: CommentServices,
  sender: Sender,
): Promise<Page> {
  const submission = submissionSchema.safeParse(ctx.request.body);
  if (!submission.success)
    return { status: 400, page: saying('This cannot be read', unreadable, toSite) };
  const evidence = evidenceOf(ctx);
  const outcome = await intake.submit(submission.data, evidence, sender);
  if (outcome.is === 'kept') return kept('Thank you', 201, outcome, sender);
  if (outcome.is === 'refused') return failing(outcome);
  const { emailRequired } = await practice.read(sender.now);
  const { data } = submission;
  const problems = await intake.problemsOf(data, sender.now);
  // What was looked at and is to be corrected need not be looked at once more.
  const form =
    outcome.is === 'to correct' && evidence && 'form' in evidence
      ? evidence.form
      : tokens.give('form', { post: data.post, at: sender.now, nonce: randomUUID() });
  return {
    status: problems.length > 0 ? 422 : 200,
    page: formAgain(data, { form, problems, emailRequired, hasMail }),
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
    return { status: outcome.status, page: saying('This was not sent', outcome.message, toSite) };
  const problems: FieldProblem[] = outcome.is === 'to correct' ? outcome.problems : [];
  const message = problems.map((problem) => problem.message).join(' ');
  return { status: 422, page: saying('This was not changed', `${message} Go back to correct it.`) };
}
