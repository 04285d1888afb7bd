/** Who is told that something has changed: one row a kind of target. */
import { randomUUID } from 'node:crypto';
import { isWebhookSecret, signedHeaders, type WebhookMessage } from '@meridian/content';
import { z } from 'zod';
import type { Answer, OutgoingRequest } from '../network/safe-request';

/** Something has changed; a receiver asks the CMS what. */
interface ChangeEvent {
  /** The same for every attempt. */
  id: string;
  at: Date;
}

interface Kind<Config extends z.ZodObject> {
  config: Config;
  /** How long to gather changes before they are told, in milliseconds. */
  gather: number;
  request: (target: z.output<Config>, event: ChangeEvent) => OutgoingRequest;
  /** For a receiver that does what it is told: a message of ours. */
  command?: (target: z.output<Config>, message: WebhookMessage) => OutgoingRequest;
  /** Whether an answer means that the message has arrived; 2xx unless said otherwise. */
  hasArrived?: (answer: Answer) => boolean;
}

const kind = <Config extends z.ZodObject>(row: Kind<Config>) => row;

const name = z.string().min(1).max(100);
const url = z.url({ protocol: /^https?$/, message: 'This must be a web address.' });
const secret = z.string().min(1);
const secrets = z
  .array(
    secret.refine(isWebhookSecret, 'A secret is Base64, such as `openssl rand -base64 32` gives.'),
  )
  .min(1);

/** A build that somebody else runs takes minutes: one for all changes of a moment. */
const buildGather = 10_000;

const changed = ({ at }: ChangeEvent) =>
  JSON.stringify({ type: 'content.changed', timestamp: at.toISOString(), data: {} });

const signedMessage = (
  { url: to, secrets: keys }: { url: string; secrets: readonly string[] },
  id: string,
  body: string,
): OutgoingRequest => ({
  url: to,
  headers: signedHeaders(keys, { id, at: new Date(), body }),
  body,
});

const signed = (
  target: { url: string; secrets: readonly string[] },
  event: ChangeEvent,
): OutgoingRequest => {
  return signedMessage(target, event.id, changed(event));
};

const targetKinds = {
  /** A publisher of Meridian that stays warm. */
  publisher: kind({
    config: z.object({ kind: z.literal('publisher'), name, url, secrets }),
    gather: 0,
    request: signed,
    command: (target, message) => signedMessage(target, randomUUID(), JSON.stringify(message)),
    // It says so when it had heard the message before, and only the answer was lost.
    hasArrived: ({ status }) => isSuccess(status) || status === 409,
  }),
  /** @see https://docs.github.com/rest/repos/repos#create-a-repository-dispatch-event */
  github: kind({
    config: z.object({
      kind: z.literal('github'),
      name,
      repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'This must be OWNER/NAME.'),
      token: secret,
      event: z.string().default('content-changed'),
    }),
    gather: buildGather,
    request: ({ repository, token, event: type }, { id }) => ({
      url: `https://api.github.com/repos/${repository}/dispatches`,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'user-agent': 'Meridian',
        'x-github-api-version': '2022-11-28',
      },
      body: JSON.stringify({ event_type: type, client_payload: { id } }),
    }),
  }),
  /** @see https://docs.gitlab.com/ci/triggers/ */
  gitlab: kind({
    config: z.object({
      kind: z.literal('gitlab'),
      name,
      url: url.default('https://gitlab.com'),
      project: z.union([z.string(), z.number()]).transform(String),
      ref: z.string().default('main'),
      token: secret,
    }),
    gather: buildGather,
    request: ({ url: host, project, ref, token }, { id }) => ({
      url: new URL(`/api/v4/projects/${encodeURIComponent(project)}/trigger/pipeline`, host).href,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ token, ref, 'variables[MERIDIAN_EVENT]': id }).toString(),
    }),
  }),
  /** The address that Netlify, Vercel or Cloudflare Pages gives; whoever knows it can build. */
  'build-hook': kind({
    config: z.object({ kind: z.literal('build-hook'), name, url }),
    gather: buildGather,
    request: ({ url: hook }) => ({
      url: hook,
      headers: { 'content-type': 'application/json' },
      body: '{}',
    }),
  }),
  /** Anybody who understands Standard Webhooks. */
  signed: kind({
    config: z.object({ kind: z.literal('signed'), name, url, secrets }),
    gather: 0,
    request: signed,
  }),
};

const configs = z.array(
  z.discriminatedUnion('kind', [
    targetKinds.publisher.config,
    targetKinds.github.config,
    targetKinds.gitlab.config,
    targetKinds['build-hook'].config,
    targetKinds.signed.config,
  ]),
);

type TargetConfig = z.output<typeof configs>[number];

/** A target as the sender sees it. */
export interface Target {
  name: string;
  kind: TargetConfig['kind'];
  /** Where it sends, without what is secret. */
  address: string;
  gather: number;
  request: (event: ChangeEvent) => OutgoingRequest;
  hasArrived: (answer: Answer) => boolean;
  command: ((message: WebhookMessage) => OutgoingRequest) | undefined;
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/**
 * Reads the setting: a list of targets as JSON.
 * @throws Error that names what is wrong and where.
 */
export function readTargets(setting: string): Target[] {
  const parsed = configs.safeParse(parseJson(setting));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(
      `WEBHOOK_TARGETS is not right at ${issue?.path.join('.') ?? 'the start'}: ${issue?.message ?? ''} See cms/README.md.`,
    );
  }
  const names = parsed.data.map((config) => config.name);
  const twice = names.find((item, index) => names.indexOf(item) < index);
  if (twice !== undefined)
    throw new Error(`WEBHOOK_TARGETS has two targets named "${twice}": give each its own name.`);
  return parsed.data.map(targetOf);
}

function targetOf(config: TargetConfig): Target {
  // The kind of the configuration picks its row, which the type system cannot follow.
  const { gather, request, hasArrived, command } = targetKinds[
    config.kind
  ] as unknown as Kind<z.ZodObject>;
  return {
    name: config.name,
    kind: config.kind,
    address: 'url' in config ? new URL(config.url).origin : 'https://api.github.com',
    gather,
    request: (event) => request(config, event),
    hasArrived: hasArrived ?? (({ status }) => isSuccess(status)),
    command: command && ((message) => command(config, message)),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`WEBHOOK_TARGETS is not JSON: ${String(error)}`, { cause: error });
  }
}
