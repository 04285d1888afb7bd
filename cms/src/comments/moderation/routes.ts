/** What the moderation page of the admin asks. */
import { guardReply, readComment } from '@meridian/comments';
import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { z } from 'zod';
import { type AdminUser, nameOf } from '../../admin-user';
import type { Decisions, Moderator } from './decisions';
import { type ModerationQueue, states } from './queue';

/** The permission to decide on comments, and to answer them. */
const moderatePermission = 'admin::comments.moderate';

interface Context {
  query: Record<string, unknown>;
  request: { body: unknown };
  state: { user: AdminUser };
  body: unknown;
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
    .array(z.object({ id, from: stateSchema }))
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

export interface Moderation {
  queue: ModerationQueue;
  decisions: Decisions;
}

/** Adds the routes. @param moderation is there when the CMS listens. */
export function addModerationRoutes(
  strapi: Core.Strapi,
  moderation: () => Moderation,
  onDecided: () => void,
): void {
  const config = {
    policies: [
      'admin::isAuthenticatedAdmin',
      { name: 'admin::hasPermissions', config: { actions: [moderatePermission] } },
    ],
  };
  const route = (
    method: 'GET' | 'POST',
    path: string,
    work: (ctx: Context, parts: Moderation) => Promise<unknown>,
  ) => ({
    method,
    path: `/comments/moderation${path}`,
    info: { type: 'admin' },
    config,
    handler: async (ctx: object) => {
      const context = ctx as Context;
      context.body = { data: await work(context, moderation()) };
    },
  });
  strapi.server.routes({
    type: 'admin',
    routes: [
      route('GET', '', ({ query }, { queue }) => {
        const { state, page, post, clinic } = read(querySchema, query);
        return queue.read(state, { post, clinic }, page);
      }),
      route('GET', '/waiting', async (_, { queue }) => ({ waiting: await queue.waiting() })),
      route('GET', '/log', (_, { decisions }) => decisions.log(50)),
      route('POST', '/decide', async ({ request, state }, { decisions }) => {
        const { comments, to } = read(decisionSchema, request.body);
        const decided = await decisions.decide(comments, to, moderatorOf(state.user), Date.now());
        if (decided.done.length > 0) onDecided();
        return decided;
      }),
      route('POST', '/reply', async ({ request, state }, { decisions }) => {
        const answer = await reply(strapi, read(replySchema, request.body));
        await decisions.noteReply(answer.id, moderatorOf(state.user), Date.now());
        return answer;
      }),
    ],
  });
}

/** Lets roles be given the permission to moderate. */
export async function addModerationPermission(strapi: Core.Strapi): Promise<void> {
  await strapi.service('admin::permission').actionProvider.registerMany([
    {
      section: 'settings',
      category: 'Comments',
      subCategory: 'Moderation',
      displayName: 'Decide on the comments of visitors, and answer them',
      uid: 'comments.moderate',
      pluginName: 'admin',
    },
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
