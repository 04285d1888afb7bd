/** Asks the CMS, and asks anew when the question changes. */
import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useRef, useState } from 'react';

export interface Answer<T> {
  data: T | undefined;
  /** Why there is no answer. */
  error: string | undefined;
}

const none = { data: undefined, error: undefined };

/** @param path what to ask for; nothing is asked without one. */
export function useAnswer<T>(path: string | undefined): Answer<T> {
  const { get } = useFetchClient();
  const latest = useRef(get);
  latest.current = get;
  const [state, setState] = useState<Answer<T> & { path: string | undefined }>({ ...none, path });
  useEffect(() => {
    if (path === undefined) return;
    const over = new AbortController();
    latest.current<T>(path, { signal: over.signal }).then(
      ({ data }) => {
        setState({ path, data, error: undefined });
      },
      (error: unknown) => {
        if (!over.signal.aborted) setState({ path, data: undefined, error: messageOf(error) });
      },
    );
    return () => {
      over.abort();
    };
  }, [path]);
  // The answer to an earlier question is none to this one.
  return state.path === path ? state : none;
}

/** What went wrong, in the words of the server where it has some. */
export function messageOf(error: unknown): string {
  return error instanceof Error && error.message !== ''
    ? error.message
    : 'the server did not answer.';
}
