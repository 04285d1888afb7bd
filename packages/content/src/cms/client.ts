/** Talks to the CMS: time limits, retries, and errors that say what to do. */
import { setTimeout as delay } from 'node:timers/promises';
import { ClientError, GraphQLClient } from 'graphql-request';
import { z } from 'zod';
import { changesQuery, type RawChanges } from './query.ts';

/** The CMS gave no usable answer; the message says why and what to do. */
export class CmsError extends Error {
  override name = 'CmsError';
  readonly reason: 'unreachable' | 'unauthorised' | 'invalid answer';

  constructor(reason: CmsError['reason'], message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}

export interface CmsClientOptions {
  /** Where the CMS answers, such as `http://localhost:1337`. */
  url: string;
  /** The read-only token of the site. */
  token: string;
  /** Time limit of one attempt in milliseconds; 30 s unless given. */
  timeout?: number;
  /** Pauses between attempts in milliseconds; as many retries as pauses. */
  pauses?: readonly number[];
}

export interface CmsClient {
  readonly url: string;
  /** One page of what changed after a cursor, or of all that is public without one. */
  changes(after: string | undefined, first: number): Promise<RawChanges>;
}

const defaultPauses = [250, 1_000, 3_000];

/**
 * What must be there before anything of an answer is believed: half an answer, taken for a whole one,
 * would end the pull as if nothing had changed. Entries are parsed one by one, later.
 */
const envelope = z.looseObject({
  entries: z.array(z.looseObject({ __typename: z.string(), id: z.string() })),
  gone: z.array(z.looseObject({ kind: z.string(), id: z.string() })),
  cursor: z.string().min(1),
  fromStart: z.boolean(),
  more: z.boolean(),
});

/** A client of the CMS at `options.url`. Its calls reject with a `CmsError`. */
export function createCmsClient(options: CmsClientOptions): CmsClient {
  const { url, token, timeout = 30_000, pauses = defaultPauses } = options;
  const graphql = new GraphQLClient(new URL('/graphql', url).href, {
    headers: { authorization: `Bearer ${token}` },
    // A token must not follow a redirect to another host.
    redirect: 'error',
  });
  const attempt = async (after: string | undefined, first: number): Promise<RawChanges> => {
    const answer = await graphql.request({
      document: changesQuery,
      variables: { after: after ?? null, first },
      signal: AbortSignal.timeout(timeout),
    });
    envelope.parse((answer as Partial<typeof answer> | null)?.changes);
    return answer.changes;
  };
  return {
    url,
    async changes(after, first) {
      for (let retry = 0; ; retry += 1) {
        try {
          return await attempt(after, first);
        } catch (error) {
          const pause = isPassing(error) ? pauses[retry] : undefined;
          if (pause === undefined) throw explain(error, url);
          await delay(pause);
        }
      }
    },
  };
}

/** Whether the same request may succeed later: the network failed, or the server did. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof ClientError)) return isNetworkError(error);
  return error.response.status >= 500 || error.response.status === 429;
}

/** fetch fails with a TypeError that has a cause; a time limit has an error of its own. */
function isNetworkError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'TimeoutError' || (error instanceof TypeError && error.cause !== undefined);
}

function explain(error: unknown, url: string): CmsError {
  if (!(error instanceof ClientError) && !isNetworkError(error))
    return notUnderstood('it is not what was asked for', url, error);
  if (!(error instanceof ClientError))
    return new CmsError(
      'unreachable',
      `The CMS at ${url} does not answer (${reasonOf(error)}). Is it running, and is CMS_URL right?`,
      error,
    );
  const { status } = error.response;
  // The type promises extensions; servers need not send them.
  const errors = (error.response.errors ?? []) as {
    message: string;
    extensions?: { code?: unknown };
  }[];
  const codes = errors.map(({ extensions }) => extensions?.code);
  if (
    status === 401 ||
    status === 403 ||
    codes.includes('FORBIDDEN') ||
    codes.includes('UNAUTHENTICATED')
  )
    return new CmsError(
      'unauthorised',
      `The CMS at ${url} refuses the site's token. Is CMS_TOKEN the SITE_TOKEN of the CMS?`,
      error,
    );
  if (status >= 500)
    return new CmsError(
      'unreachable',
      `The CMS at ${url} fails with status ${String(status)}. Its log says why.`,
      error,
    );
  const detail = errors.map(({ message }) => message).join(' ') || `status ${String(status)}`;
  return notUnderstood(detail, url, error);
}

function notUnderstood(detail: string, url: string, cause: unknown): CmsError {
  return new CmsError(
    'invalid answer',
    `The CMS at ${url} gave an answer that the site does not understand (${detail}). Is CMS_URL right, and are both of the same version?`,
    cause,
  );
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return 'it took too long';
  const { cause } = error;
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return error.message;
}
