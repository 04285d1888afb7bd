/** What the moderation page of the admin asks. */
import { guardReply, readComment } from '@meridian/comments';
import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { z } from 'zod';
import { type AdminUser, nameOf } from '../../admin-user';
import type { ModeratorMail } from '../mail/moderator-mail';
import type { Decisions, Moderator } from './decisions';
import { type ModerationQueue, states } from './queue';
import { type Scope, scopeOf } from './scope';

interface Context {
  query: Record<string, unknown>;
  request: { body: unknown };
  state: { user: AdminUser; isModerating?: boolean };
  body: unknown;
  forbidden: (message: string) => void;
}

const stateSchema = z.enum(states);
const id = z.string().min(1).max(255);

const querySchema = z.object({
  state: stateSchema.default('pending'),
  post: id.optional(),
  clinic: id.optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});

const decisionSchema = z.object({
  comments: z
    .array(z.object({ id, from: stateSchema, text: z.string().max(100) }))
    .min(1)
    .max(100),
  to: stateSchema,
});

const replySchema = z.object({
  parent: id,
  author: id,
  body: z.string().max(20_000),
  /** That the moderator has read what the guard found. */
  isSure: z.boolean().default(false),
});

const threadSchema = z.object({ comment: id });
const mailSchema = z.object({ wantsMail: z.boolean() });

export interface Moderation {
  queue: ModerationQueue;
  decisions: Decisions;
  mail: ModeratorMail;
  /** Why e-mail does not go out; undefined when it does. */
  mailTrouble: () => Promise<string | undefined>;
}

/** How it stands with e-mail, for the one who asks. */
export interface MailState {
  wantsMail: boolean;
  trouble: string | null;
}

/** Adds the routes. @param moderation is there when the CMS listens. */
export function addModerationRoutes(
  strapi: Core.Strapi,
  moderation: () => Moderation,
  onDecided: () => void,
): void {
  const route = (
    method: 'GET' | 'POST',
    path: string,
    work: (ctx: Context, parts: Moderation, scope: Scope) => Promise<unknown>,
  ) => ({
    method,
    path: `/comments/moderation${path}`,
    info: { type: 'admin' },
    config: { policies: ['admin::isAuthenticatedAdmin'] },
    handler: async (ctx: object) => {
      const context = ctx as Context;
      const scope = await scopeOf(strapi, context.state.user);
      // From here on this page says what may be done: see `guardComments`.
      context.state.isModerating = true;
      try {
        if (!scope)
          throw new errors.ForbiddenError('Your role does not let you moderate comments.');
        context.body = { data: await work(context, moderation(), scope) };
      } catch (error) {
        if (!(error instanceof errors.ForbiddenError)) throw error;
        // Strapi would put a word of its own in place of ours.
        context.forbidden(error.message);
      }
    },
  });
  const requireWithin = async (queue: ModerationQueue, ids: readonly string[], scope: Scope) => {
    if (!(await queue.areWithin(ids, scope)))
      throw new errors.ForbiddenError(
        'A comment is not on an article of your clinics: load the page anew.',
      );
  };
  strapi.server.routes({
    type: 'admin',
    routes: [
      route('GET', '', ({ query }, { queue }, scope) => {
        const { state, page, post, clinic } = read(querySchema, query);
        return queue.read(state, { post, clinic }, page, scope);
      }),
      route('GET', '/waiting', async (_, { queue }, scope) => ({
        waiting: await queue.waiting(scope),
      })),
      route('GET', '/log', (_, { decisions }, scope) => decisions.log(50, scope)),
      route('GET', '/thread', async ({ query }, { queue }, scope) => {
        const { comment } = read(threadSchema, query);
        await requireWithin(queue, [comment], scope);
        return queue.thread(comment);
      }),
      route('POST', '/decide', async ({ request, state }, { queue, decisions }, scope) => {
        const { comments, to } = read(decisionSchema, request.body);
        await requireWithin(
          queue,
          comments.map((comment) => comment.id),
          scope,
        );
        const decided = await decisions.decide(comments, to, moderatorOf(state.user), Date.now());
        if (decided.done.length > 0) onDecided();
        return decided;
      }),
      route('POST', '/reply', async ({ request, state }, { queue, decisions }, scope) => {
        const given = read(replySchema, request.body);
        await requireWithin(queue, [given.parent], scope);
        if (scope.authors?.includes(given.author) === false)
          throw new errors.ForbiddenError('You can answer in your own name alone.');
        const answer = await reply(strapi, given);
        await decisions.noteReply(answer.id, moderatorOf(state.user), Date.now());
        return answer;
      }),
      route('GET', '/mail', async ({ state }, { mail, mailTrouble }): Promise<MailState> => ({
        wantsMail: await mail.wantsMail(state.user.id),
        trouble: (await mailTrouble()) ?? null,
      })),
      route('POST', '/mail', async ({ request, state }, { mail }) => {
        const { wantsMail } = read(mailSchema, request.body);
        await mail.setWantsMail(state.user.id, wantsMail);
        return { wantsMail };
      }),
    ],
  });
}

/** Lets roles be given the permissions to moderate. */
export async function addModerationPermissions(strapi: Core.Strapi): Promise<void> {
  const action = (uid: string, displayName: string) => ({
    section: 'settings',
    category: 'Comments',
    subCategory: 'Moderation',
    displayName,
    uid,
    pluginName: 'admin',
  });
  await strapi
    .service('admin::permission')
    .actionProvider.registerMany([
      action('comments.moderate', 'Decide on the comments of visitors, and answer them'),
      action(
        'comments.moderate-own',
        'The same on the articles of one’s own clinics, and in one’s own name alone',
      ),
      action('comments.personal-data', 'Export and erase what is kept of a commenter'),
    ]);
}

function read<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new errors.ValidationError(
    `This cannot be read: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
  );
}

const moderatorOf = (user: AdminUser): Moderator => ({
  id: user.id,
  name: nameOf(user) ?? 'Somebody',
});

/** Keeps a practitioner's answer, which is shown at once. */
async function reply(
  strapi: Core.Strapi,
  { parent, author, body, isSure }: z.output<typeof replySchema>,
): Promise<{ id: string }> {
  const comments = strapi.documents('api::comment.comment');
  const answered = await comments.findOne({ documentId: parent, populate: { post: true } });
  const writer = await strapi.documents('api::author.author').findOne({ documentId: author });
  if (answered?.state !== 'approved' || !answered.post)
    throw new errors.ApplicationError('Approve the comment first: an answer stands below it.');
  if (!writer) throw new errors.NotFoundError('This practitioner is not there any more.');
  const checked = readComment({ name: writer.name, body }, false);
  if (!checked.ok)
    throw new errors.ValidationError(checked.problems.map(({ message }) => message).join(' '));
  const [guarded] = guardReply(body);
  if (guarded && !isSure)
    throw new errors.ValidationError(`“${guarded.phrase}”: ${guarded.reason}`);
  const { documentId } = await comments.create({
    data: {
      state: 'approved',
      name: writer.name,
      body: checked.comment.body,
      post: answered.post.documentId,
      parent,
      author,
      submittedAt: new Date().toISOString(),
    },
  });
  return { id: documentId };
}
