/** Where the publisher reports, and where the admin asks. */
import { pathOf, readMessage, WebhookError } from '@meridian/content';
import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';
import { type AdminUser, nameOf } from '../admin-user';
import { settings } from '../settings';
import { kinds, visibility } from '../site-api/kinds';
import type { WebhookSender } from '../webhooks/sender';
import { type EntryChange, entryState } from './entry-state';
import { SiteMemory } from './site';

/** The permission to take the site back to an earlier release. */
const rollbackPermission = 'admin::publishing.rollback';

interface Context {
  params: Record<string, string | undefined>;
  request: { headers: Record<string, string | string[] | undefined>; body: unknown };
  /** Who is signed in, where a policy asks for that. */
  state: { user?: AdminUser };
  body: unknown;
  status: number;
}

/** Strapi's type of a context leaves out what its router and its parser of bodies add. */
const handle = (work: (ctx: Context) => Promise<void>) => (ctx: object) => work(ctx as Context);

const unparsed = Symbol.for('unparsedBody');

/** Adds the routes; they answer once `sender` gives the sender. */
export function addPublishingRoutes(
  strapi: Core.Strapi,
  sender: () => WebhookSender | undefined,
): void {
  const memory = () => new SiteMemory(strapi.db.connection);
  const info = { type: 'admin' };
  const signedIn = { info, config: { policies: ['admin::isAuthenticatedAdmin'] } };
  const mayRollBack = {
    info,
    config: {
      policies: [
        'admin::isAuthenticatedAdmin',
        { name: 'admin::hasPermissions', config: { actions: [rollbackPermission] } },
      ],
    },
  };
  const command = async (
    ctx: Context,
    message: Parameters<WebhookSender['command']>[0],
  ): Promise<void> => {
    const answer = await sender()?.command(message);
    if (answer === undefined)
      throw new errors.ApplicationError('No publisher is set that could do this.');
    if (answer.error !== undefined) throw new errors.ApplicationError(answer.error);
    ctx.body = { data: {} };
  };

  strapi.server.routes({
    type: 'content-api',
    routes: [
      {
        method: 'POST',
        path: '/publishing/status',
        // The signature says who it is.
        info: { type: 'content-api' },
        config: { auth: false },
        handler: handle(async (ctx) => {
          ctx.status = await receiveStatus(memory(), ctx);
          await sender()?.publisherIsThere();
        }),
      },
    ],
  });
  strapi.server.routes({
    type: 'admin',
    routes: [
      {
        method: 'GET',
        path: '/publishing/entries/:uid/:id',
        ...signedIn,
        handler: handle(async (ctx) => {
          const { uid = '', id = '' } = ctx.params;
          const change = await changeOf(strapi, uid, id);
          const undelivered = await sender()?.undelivered();
          const site = await memory().recall();
          ctx.body = {
            data: {
              ...entryState(change, site, undelivered, Date.now(), sender()?.hasPublisher()),
              url: change?.path === undefined ? null : addressOf(change.path),
            },
          };
        }),
      },
      {
        method: 'GET',
        path: '/publishing/site',
        ...signedIn,
        handler: handle(async (ctx) => {
          const site = await memory().recall();
          ctx.body = {
            data: {
              status: site?.status ?? null,
              heardAt: site?.heardAt ?? null,
              undelivered: (await sender()?.undelivered()) ?? null,
              targets: (await sender()?.overview()) ?? [],
              url: addressOf('/'),
            },
          };
        }),
      },
      {
        method: 'POST',
        path: '/publishing/rollback/:number',
        ...mayRollBack,
        handler: handle((ctx) =>
          command(ctx, {
            type: 'release.rollback',
            data: { number: Number(ctx.params.number), by: nameOf(ctx.state.user) },
          }),
        ),
      },
      {
        method: 'POST',
        path: '/publishing/resume',
        ...mayRollBack,
        handler: handle((ctx) => command(ctx, { type: 'release.resume' })),
      },
      {
        method: 'POST',
        path: '/publishing/force',
        ...mayRollBack,
        handler: handle((ctx) =>
          command(ctx, { type: 'release.force', data: { by: nameOf(ctx.state.user) } }),
        ),
      },
      {
        method: 'POST',
        path: '/publishing/targets/:name/send',
        ...mayRollBack,
        handler: handle(async (ctx) => {
          await sender()?.sendAgain(ctx.params.name ?? '');
          ctx.body = { data: (await sender()?.overview()) ?? [] };
        }),
      },
    ],
  });
}

/** Lets roles be given the permission to go back. */
export async function addPublishingPermission(strapi: Core.Strapi): Promise<void> {
  await strapi.service('admin::permission').actionProvider.registerMany([
    {
      section: 'settings',
      category: 'Site',
      subCategory: 'Releases',
      displayName:
        'Go back to an earlier release, resume, publish in spite of a loss of pages, and send webhooks again',
      uid: 'publishing.rollback',
      pluginName: 'admin',
    },
  ]);
}

async function receiveStatus(memory: SiteMemory, { request }: Context): Promise<number> {
  const text = (request.body as { [unparsed]?: unknown } | undefined)?.[unparsed];
  try {
    const { message } = readMessage(settings.webhookSecrets, request.headers, String(text));
    if (message.type !== 'site.status') return 400;
    await memory.remember(message.data, Date.now());
    return 204;
  } catch (error) {
    if (error instanceof WebhookError) throw new errors.UnauthorizedError(error.message);
    throw error;
  }
}

const addressOf = (path: string): string | null => {
  const [origin] = settings.siteOrigins;
  return origin === undefined ? null : new URL(path, origin).href;
};

/** What the register says of an entry, and where its page is. */
async function changeOf(
  strapi: Core.Strapi,
  uid: string,
  id: string,
): Promise<(EntryChange & { path: string | undefined }) | undefined> {
  const kind = kinds.find((candidate) => candidate.uid === uid);
  if (!kind) return undefined;
  const { typename, visible } = kind;
  const [row]: { number?: unknown; changed_at?: unknown }[] = await strapi.db
    .connection('meridian_changes')
    .where({ kind: typename, document_id: id });
  if (!row) return undefined;
  const found: { slug?: unknown } | null = await strapi.db
    .query(kind.uid)
    .findOne({ where: { documentId: id, ...visibility[visible].where } });
  const { slug } = found ?? {};
  return {
    kind: typename,
    id,
    number: Number(row.number),
    changedAt: Number(row.changed_at),
    isPublic: found !== null,
    path: typeof slug === 'string' ? pathOf(typename, slug) : undefined,
  };
}
