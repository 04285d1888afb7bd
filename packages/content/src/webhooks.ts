/**
 * Messages between the CMS and those who make the site, in the form of Standard Webhooks: an id, a
 * time and a signature with a shared secret. Who reads one trusts it to come from the other side,
 * and asks the CMS for everything else.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { z } from 'zod';

const release = z.object({
  number: z.int(),
  /** When it went live, as an ISO instant. */
  liveAt: z.string(),
  /** Why it was made, in words. */
  cause: z.string(),
  /** The cursor up to which it holds the CMS's changes. */
  cursor: z.string(),
  /** How many pages are new or differ from before, and how many are no more. */
  changed: z.int(),
  removed: z.int(),
  /** Paths of the first of them. */
  pages: z.array(z.string()),
  /** Milliseconds each step took. */
  times: z.object({
    pull: z.number(),
    images: z.number(),
    render: z.number(),
    switch: z.number(),
    total: z.number(),
  }),
});
/** A release of the site, as it is kept for the last ones. */
export type Release = z.output<typeof release>;

const siteStatus = z.object({
  state: z.enum(['idle', 'publishing', 'failed', 'held']),
  /** What is done at the moment, in words. */
  step: z.string().optional(),
  /** Why the last attempt failed, and since when none has succeeded. */
  failure: z
    .object({
      message: z.string(),
      since: z.string(),
      /** Whether it needs no more than somebody's word that it is meant. */
      isForceable: z.boolean(),
    })
    .optional(),
  /** Up to where the live site holds the CMS's changes. */
  cursor: z.string().optional(),
  /** The last releases, the newest first. */
  releases: z.array(release),
  /** What is wrong with entries that stay as they were, or away. */
  problems: z.array(
    z.object({
      kind: z.string(),
      id: z.string(),
      label: z.string(),
      field: z.string(),
      message: z.string(),
    }),
  ),
  /** The release that the site was taken back to, and stays at. */
  held: z.int().optional(),
  /** The time of the publisher's own clock. */
  now: z.string(),
});
/** How it stands with the site, as its publisher says. */
export type SiteStatus = z.output<typeof siteStatus>;

/** Who wants it. */
const by = z.string().max(200).optional();

const message = z.discriminatedUnion('type', [
  /** Something public has changed; the register of the CMS says what. */
  z.object({ type: z.literal('content.changed') }),
  /** Go back to a release, and stay there. */
  z.object({
    type: z.literal('release.rollback'),
    data: z.object({
      number: z.int().positive(),
      by,
    }),
  }),
  /** Go on with the newest content. */
  z.object({ type: z.literal('release.resume') }),
  /** Publish, though the site loses an unusual share of its pages. */
  z.object({ type: z.literal('release.force'), data: z.object({ by }) }),
  /** How it stands with the site; from the publisher to the CMS. */
  z.object({ type: z.literal('site.status'), data: siteStatus }),
  /** Whether messages arrive. */
  z.object({ type: z.literal('webhook.test') }),
]);
export type WebhookMessage = z.output<typeof message>;

/** Whether messages can be signed with a secret: Base64, with `whsec_` before it or not. */
export function isWebhookSecret(secret: string): boolean {
  try {
    return new Webhook(secret) instanceof Webhook;
  } catch {
    // The library says no more than that it cannot be decoded.
    return false;
  }
}

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
