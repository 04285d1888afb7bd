/** What the moderation page asks of the server. */
import { useFetchClient, useNotification } from '@strapi/strapi/admin';
import type { Decided, Decision, LogEntry } from '../../comments/moderation/decisions';
import type { Queue } from '../../comments/moderation/queue';
import type { ThreadComment } from '../../comments/moderation/thread';
import type { MailState } from '../../comments/moderation/routes';
import { type Polled, usePolled } from '../publishing/use-polled';

/** Without one of them the page is not shown. */
export const permissions = ['admin::comments.moderate', 'admin::comments.moderate-own'].map(
  (action) => ({ action, subject: null }),
);

export type State = Decision['from'];

export interface Filter {
  state: State;
  post: string;
  clinic: string;
  page: number;
}

export interface Answer {
  author: string;
  body: string;
  /** That what the guard found was read. */
  isSure: boolean;
}

interface Moderation extends Polled<Queue> {
  /** What became of a decision; undefined when the server did not take it. */
  decide: (decisions: readonly Decision[], to: State) => Promise<Decided | undefined>;
  /** @returns whether the answer was taken. */
  reply: (parent: string, answer: Answer) => Promise<boolean>;
}

/** How often the queue is asked for anew, in milliseconds. */
const pause = 15_000;

/** Sends something, and says what went wrong; then it resolves to undefined. */
export function useSend(): <T>(path: string, body: object) => Promise<T | undefined> {
  const { post } = useFetchClient();
  const { toggleNotification } = useNotification();
  return async <T>(path: string, body: object) => {
    try {
      const { data } = await post<{ data: T }>(`/comments/${path}`, body);
      return data.data;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      toggleNotification({ type: 'danger', message });
      return undefined;
    }
  };
}

export function useModeration(filter: Filter): Moderation {
  const sendTo = useSend();
  const given = Object.entries(filter).filter(([, value]) => value !== '');
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  const polled = usePolled<Queue>(`/comments/moderation?${query.toString()}`, () => pause);
  const send = async <T>(path: string, body: object): Promise<T | undefined> => {
    const answer = await sendTo<T>(`moderation/${path}`, body);
    polled.refresh();
    return answer;
  };
  return {
    ...polled,
    decide: (comments, to) => send<Decided>('decide', { comments, to }),
    reply: async (parent, answer) => (await send('reply', { parent, ...answer })) !== undefined,
  };
}

export const useLog = (): Polled<LogEntry[]> =>
  usePolled<LogEntry[]>('/comments/moderation/log', () => pause);

export const useThread = (comment: string): Polled<ThreadComment[]> =>
  usePolled<ThreadComment[]>(`/comments/moderation/thread?comment=${comment}`, () => pause);

export const useMail = (): Polled<MailState> =>
  usePolled<MailState>('/comments/moderation/mail', () => 60_000);
