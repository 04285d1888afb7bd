/**
 * `POST /api/comments`, the one way in for visitors: as JSON from the script of a page, or as a form
 * without it. Fields that it does not know are ignored. `GET` shows what a link in an e-mail leads to, and
 * changes nothing: programs that look at e-mail follow links.
 */
import type { IncomingMessage } from 'node:http';
import type { Core } from '@strapi/strapi';
import { settings } from '../settings';
import { addressReader, networkOf } from './address';
import { type CommentServices, pageOfForm, pageOfLink, type Page } from './form-pages';
import type { Change } from './intake';
import {
  changed,
  changeSchema,
  type Context,
  evidenceOf,
  lookSchema,
  type Sender,
  submissionSchema,
  unreadable,
} from './request';
import { SiteFrame } from './site-frame';

/** Adds the route. @param services are there when the CMS listens. */
export function addCommentRoutes(strapi: Core.Strapi, services: () => CommentServices): void {
  const frame = new SiteFrame(settings.siteOrigins[0]);
  const readAddress = addressReader(settings.trustedProxies);
  // Whoever has one address of an IPv6 network has them all, and limits hold for who sends.
  const addressOf = (request: IncomingMessage) => networkOf(readAddress(request));
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
          // RFC 8058: a mail program's one click may come in parts.
          const isForm = context.request.is('urlencoded', 'multipart') !== false;
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
  const look = lookSchema.safeParse(ctx.request.body);
  if (look.success) {
    const comment = await intake.read(look.data.token);
    answerJson(ctx, comment ? 200 : 404, comment ? { isShown: comment.isShown } : {});
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

async function answerForm(
  ctx: Context,
  services: CommentServices,
  frame: SiteFrame,
  sender: Sender,
): Promise<void> {
  await answerPage(ctx, frame, sender, await pageOfForm(ctx, services, sender));
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
