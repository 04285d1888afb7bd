/**
 * `POST /api/comments`, the one way in for visitors: as JSON from the script of a page, or as a form
 * without it. Fields that it does not know are ignored.
 */
import type { FieldProblem } from '@meridian/comments';
import { anchors, paths } from '@meridian/content';
import type { Core } from '@strapi/strapi';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { settings } from '../settings';
import { addressReader } from './address';
import { type AnswerPage, formAgain, linkTo, saying, thanks } from './answer-page';
import type { Change, Evidence, Intake, Submission } from './intake';
import type { PracticeSettings } from './practice';
import { type ProofOfWork, proofSchema } from './proof';
import { SiteFrame } from './site-frame';
import type { Tokens } from './tokens';

export interface CommentServices {
  intake: Intake;
  proofs: ProofOfWork;
  tokens: Tokens;
  practice: PracticeSettings;
}

interface Context {
  req: IncomingMessage;
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
  })
  .transform(({ website, ...rest }): Submission => ({
    ...rest,
    parent: rest.parent,
    trap: website,
  }));

const changeSchema = z.object({
  token: z.string().max(1_000),
  body: text,
  withdraw: z.union([z.literal('yes'), z.literal(true)]).optional(),
});

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
  { intake, proofs }: CommentServices,
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
  answerJson(ctx, 'proof' in Object(ctx.request.body) ? 428 : 200, { challenge });
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
    const { token, editableUntil } = outcome;
    answerJson(ctx, 201, { token, editableUntil });
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

async function answerForm(
  ctx: Context,
  services: CommentServices,
  frame: SiteFrame,
  sender: Sender,
): Promise<void> {
  const { status, page } = await pageFor(ctx, services, sender);
  ctx.set({
    'Cache-Control': 'no-store',
    'Content-Security-Policy': frame.policy(),
    'Content-Type': 'text/html; charset=utf-8',
    'X-Robots-Tag': 'noindex',
  });
  ctx.status = status;
  ctx.body = await frame.around(page, sender.now);
}

const site = settings.siteOrigins[0];
const toSite = site === undefined ? undefined : linkTo(site, 'To the site');
const toArticle = (slug: string) =>
  site === undefined
    ? undefined
    : linkTo(new URL(`${paths.post(slug)}#${anchors.comments}`, site).href, 'Back to the article');

async function pageFor(
  ctx: Context,
  { intake, tokens, practice }: CommentServices,
  sender: Sender,
): Promise<{ status: number; page: AnswerPage }> {
  const tooMany = await intake.request(sender.address);
  if (tooMany) return failing(tooMany);
  const change = changeSchema.safeParse(ctx.request.body);
  if (change.success) {
    const outcome = await changed(intake, change.data, sender);
    if (outcome.is === 'kept')
      return {
        status: 200,
        page: thanks(outcome.token, change.data.body, toArticle(outcome.slug)),
      };
    if (outcome.is === 'withdrawn')
      return { status: 200, page: saying('Withdrawn', 'Your comment is erased.', toSite) };
    return failing(outcome);
  }
  const submission = submissionSchema.safeParse(ctx.request.body);
  if (!submission.success)
    return { status: 400, page: saying('This cannot be read', unreadable, toSite) };
  const evidence = evidenceOf(ctx);
  const outcome = await intake.submit(submission.data, evidence, sender);
  if (outcome.is === 'kept')
    return {
      status: 201,
      page: thanks(outcome.token, submission.data.body, toArticle(outcome.slug)),
    };
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
    page: formAgain(data, { form, problems, emailRequired }),
  };
}

function failing(outcome: Change): { status: number; page: AnswerPage } {
  if (outcome.is === 'refused')
    return { status: outcome.status, page: saying('This was not sent', outcome.message, toSite) };
  const problems: FieldProblem[] = outcome.is === 'to correct' ? outcome.problems : [];
  const message = problems.map((problem) => problem.message).join(' ');
  return { status: 422, page: saying('This was not changed', `${message} Go back to correct it.`) };
}
