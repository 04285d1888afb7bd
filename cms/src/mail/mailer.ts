/** Sends e-mail, over the SMTP server that the settings name, by Strapi's own e-mail plugin. */
import type { Core } from '@strapi/strapi';

export interface Mail {
  to: string;
  subject: string;
  /** Plain text. */
  text: string;
  /** An address that ends this kind of e-mail with one POST. @see RFC 8058 */
  unsubscribe: string;
}

/** How long a server may take to answer, in milliseconds. */
const patience = 20_000;

/** What Nodemailer is told of the server. @param url undefined while e-mail is off. */
export function mailServer(url: string | undefined): { url?: string } {
  if (url === undefined) return {};
  const address = new URL(url);
  for (const wait of ['connectionTimeout', 'greetingTimeout', 'socketTimeout'])
    if (!address.searchParams.has(wait)) address.searchParams.set(wait, String(patience));
  return { url: address.href };
}

interface Provider {
  send: (options: object) => Promise<unknown>;
}

export class Mailer {
  readonly #plugin: { provider: Provider };

  /** @param from whose e-mail it is; undefined while e-mail is off, which Strapi's own is told too. */
  constructor(strapi: Core.Strapi, from: string | undefined) {
    this.#plugin = strapi.plugin('email') as unknown as { provider: Provider };
    if (from === undefined)
      this.#plugin.provider = {
        send: () => Promise.reject(new Error('E-mail is off: set MAIL_URL and MAIL_FROM.')),
      };
  }

  /**
   * Resolves when the server has taken it.
   * @param id the same for each attempt, by which receivers know a repetition.
   */
  async send({ to, subject, text, unsubscribe }: Mail, id: string): Promise<void> {
    await this.#plugin.provider.send({
      to,
      subject,
      text,
      messageId: id,
      headers: {
        // Nobody's out-of-office note shall answer it. RFC 3834
        'Auto-Submitted': 'auto-generated',
        'List-Unsubscribe': `<${unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
    });
  }
}

/**
 * Whether a server has refused for good, because there is no such mailbox. What else it refuses, such as to
 * relay for a wrong password, is for the operator to mend, and tried again. @see RFC 3463
 */
export function isRefusal(error: unknown): boolean {
  const { message, responseCode, command } = Object(error) as {
    message?: string;
    responseCode?: number;
    command?: string;
  };
  if (command !== 'RCPT TO' || responseCode === undefined || responseCode < 500) return false;
  const detail = /\b5\.(\d{1,3})\.\d{1,3}\b/.exec(message ?? '')?.[1];
  return detail === undefined ? [550, 551, 553].includes(responseCode) : /^[12]$/.test(detail);
}
