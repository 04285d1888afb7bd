/** Asks the server again and again, while somebody looks. */
import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useRef, useState } from 'react';

export interface Polled<T> {
  data: T | undefined;
  /** Why there is no answer. */
  error: string | undefined;
  /** Asks at once. */
  refresh: () => void;
}

const retryPause = 3_000;

/** @param pause milliseconds between an answer and the next question, by the answer. */
export function usePolled<T>(path: string, pause: (data: T) => number): Polled<T> {
  const { get } = useFetchClient();
  const [data, setData] = useState<T>();
  const [error, setError] = useState<string>();
  const [round, setRound] = useState(0);
  // Both are new functions at each rendering, and do the same.
  const latest = useRef({ get, pause });
  latest.current = { get, pause };

  useEffect(() => {
    const over = new AbortController();
    let timer: number | undefined;
    const ask = async () => {
      let next = retryPause;
      try {
        const answer = await latest.current.get<{ data: T }>(path, { signal: over.signal });
        setData(answer.data.data);
        setError(undefined);
        next = latest.current.pause(answer.data.data);
      } catch (reason) {
        if (over.signal.aborted) return;
        setError(reason instanceof Error ? reason.message : String(reason));
      }
      timer = window.setTimeout(() => void ask(), next);
    };
    void ask();
    return () => {
      over.abort();
      window.clearTimeout(timer);
    };
  }, [path, round]);

  return {
    data,
    error,
    refresh: () => {
      setRound((count) => count + 1);
    },
  };
}
