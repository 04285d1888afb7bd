/** Webhooks: tells publishers and builds that something has changed. */
import type { Core } from '@strapi/strapi';
import { electLeader } from '../database/leader';
import { settings } from '../settings';
import { WebhookSender } from './sender';
import { WebhookStore } from './store';
import { readTargets } from './targets';

let sender: WebhookSender | undefined;

/** Has every write of a document, when it is committed, looked at by the sender at once. */
export function nudgeAfterCommits(strapi: Core.Strapi): void {
  const writes = new Set(['create', 'update', 'delete', 'publish', 'unpublish', 'clone']);
  strapi.documents.use(async (context, next) => {
    if (!writes.has(context.action)) return next();
    return strapi.db.transaction(async ({ onCommit }) => {
      onCommit(() => sender?.nudge());
      return await next();
    });
  });
}

export async function startWebhooks(strapi: Core.Strapi): Promise<void> {
  const store = new WebhookStore(strapi.db.connection);
  await store.prepare();
  sender = new WebhookSender({
    targets: readTargets(settings.webhookTargets),
    store,
    leader: electLeader('webhooks', strapi.db.connection, strapi.db.dialect.client),
    privateHosts: settings.webhookPrivateHosts,
    warn: (text) => {
      strapi.log.warn(text);
    },
  });
  sender.start();
}

/** The sender, once the CMS has started. */
export const webhookSender = (): WebhookSender | undefined => sender;

export async function stopWebhooks(): Promise<void> {
  await sender?.stop();
}
