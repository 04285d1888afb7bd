/**
 * Messages between the CMS and those who make the site, in the form of Standard Webhooks: an id, a
 * time and a signature with a shared secret. Who reads one trusts it to come from the other side,
 * and asks the CMS for everything else.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { z } from 'zod';

const message = z.discriminatedUnion('type', [
  /** Something public has changed; the register of the CMS says what. */
  z.object({ type: z.literal('content.changed') }),
  /** Go back to a release, and stay there. */
  z.object({ type: z.literal('release.rollback'), data: z.object({ number: z.int().positive() }) }),
  /** Go on with the newest content. */
  z.object({ type: z.literal('release.resume') }),
  /** Whether messages arrive. */
  z.object({ type: z.literal('webhook.test') }),
]);
export type WebhookMessage = z.output<typeof message>;

/** A message that is not to be trusted, or not understood. */
export class WebhookError extends Error {
  override name = 'WebhookError';
}

/**
 * The headers of a message.
 * @param secrets the newest first; a receiver that knows any of them accepts it, so that a secret
 *   can be changed on one side after the other.
 */
export function signedHeaders(
  secrets: readonly string[],
  { id, at, body }: { id: string; at: Date; body: string },
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}

/**
 * Reads a message that one of the secrets has signed, at most five minutes ago or ahead.
 * @throws WebhookError
 */
export function readMessage(
  secrets: readonly string[],
  headers: Record<string, string | string[] | undefined>,
  body: string,
): { id: string; message: WebhookMessage } {
  const given = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, String(value)]),
  );
  const accepted = secrets.some((secret) => isSignedBy(secret, given, body));
  if (!accepted)
    throw new WebhookError(
      'The message is refused: it is not signed with the secret that is set here (WEBHOOK_SECRET).',
    );
  const parsed = message.safeParse(JSON.parse(body));
  if (!parsed.success)
    throw new WebhookError('The message is signed, but of a kind that is not known here.');
  return { id: given['webhook-id'] ?? '', message: parsed.data };
}

function isSignedBy(secret: string, headers: Record<string, string>, body: string): boolean {
  try {
    new Webhook(secret).verify(body, headers, { jsonParse: false });
    return true;
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    if (/timestamp/i.test(error.message))
      throw new WebhookError(
        'The message is refused: its time is more than five minutes off. Are both clocks right?',
      );
    return false;
  }
}
