/** A mail server that keeps what it is given, and gives it to nobody. */
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { freePort } from '../system/free-port.ts';

/** What somebody received. */
export interface Received {
  to: string;
  subject: string;
  text: string;
  /** Headers by their names in small letters. */
  headers: Record<string, string>;
}

export interface MailServer extends AsyncDisposable {
  /** For MAIL_URL. */
  url: string;
  received: readonly Received[];
  /** Ends it; `start` begins anew at the same address. */
  stop: () => Promise<void>;
  start: () => Promise<void>;
}

/** @param refuses the addresses that it has no mailbox for. */
export async function startMailServer(refuses: readonly string[] = []): Promise<MailServer> {
  const port = await freePort();
  const received: Received[] = [];
  let server: SMTPServer | undefined;
  const start = () =>
    new Promise<void>((listening, failed) => {
      server = new SMTPServer({
        authOptional: true,
        disabledCommands: ['STARTTLS'],
        onRcptTo({ address }, _, answer) {
          const error = Object.assign(new Error('There is no such mailbox.'), {
            responseCode: 550,
          });
          answer(refuses.includes(address) ? error : undefined);
        },
        onData(stream, { envelope }, answer) {
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => {
            PostalMime.parse(Buffer.concat(chunks)).then(
              (email) => {
                for (const { address } of envelope.rcptTo) received.push(read(address, email));
                answer();
              },
              (error: unknown) => {
                answer(error as Error);
              },
            );
          });
        },
      });
      server.on('error', failed);
      server.listen(port, '127.0.0.1', listening);
    });
  const stop = () =>
    new Promise<void>((stopped) => {
      if (server) server.close(stopped);
      else stopped();
    });
  await start();
  return {
    url: `smtp://127.0.0.1:${String(port)}`,
    received,
    start,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

const read = (to: string, { subject = '', text = '', headers }: Email): Received => ({
  to,
  subject,
  text,
  headers: Object.fromEntries(headers.map(({ key, value }) => [key, value])),
});

/** The first address in a text whose path and query match. */
export function linkIn({ text }: Received, pattern: RegExp): string {
  const link = text.match(/https?:\/\/\S+/g)?.find((address) => pattern.test(address));
  if (link === undefined) throw new Error(`There is no link like ${String(pattern)} in:\n${text}`);
  return link;
}
