/** E-mail: what the CMS tells people who are not looking at it. */
import type { Core } from '@strapi/strapi';
import { electLeader } from '../database/leader';
import { settings } from '../settings';
import { Mailer } from './mailer';
import { Outbox } from './outbox';
import { type MailSource, MailSender } from './sender';

let sender: MailSender | undefined;

export async function prepareOutbox(strapi: Core.Strapi): Promise<Outbox> {
  const outbox = new Outbox(strapi.db.connection);
  await outbox.prepare();
  return outbox;
}

/** Sends what the sources have to tell from here on, if e-mail is on. */
export function startMail(
  strapi: Core.Strapi,
  outbox: Outbox,
  sources: readonly MailSource[],
): void {
  const mailer = new Mailer(strapi, settings.mail?.from);
  if (!settings.mail) return;
  sender = new MailSender({
    outbox,
    sources,
    mailer,
    domain: new URL(settings.publicUrl).hostname,
    leader: electLeader('mail', strapi.db.connection, strapi.db.dialect.client),
    warn: (text) => {
      strapi.log.warn(text);
    },
  });
  sender.start();
}

export async function stopMail(): Promise<void> {
  await sender?.stop();
}
