/** Keeps what was typed until it is saved, and offers it back. */
import { useAuth, useForm } from '@strapi/strapi/admin';
import { dequal } from 'dequal';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useParams } from 'react-router-dom';
import { forgetUnsaved, keepUnsaved, placeOf, readUnsaved, type UnsavedText } from './unsaved';
import type { JsonNode } from './value';

export interface Offer extends UnsavedText {
  /** Something else was saved since the text was typed. */
  isOutdated: boolean;
}

interface Unsaved {
  /** Text that was not saved, until somebody has said what shall become of it. */
  offer: Offer | undefined;
  /** False until it is known whether there is something to offer. */
  isReady: boolean;
  /** Why text cannot be kept in this browser. */
  problem: string | undefined;
  keep: (value: JsonNode | null) => void;
  /** The text is in the editor again, and kept until it is saved. */
  take: (value: JsonNode | null) => void;
  discard: () => void;
}

/**
 * @param name the field.
 * @param saved its value on the server.
 * @param isReadOnly whether nobody can write, as in the published version: nothing is offered there.
 */
export function useUnsaved(name: string, saved: unknown, isReadOnly: boolean): Unsaved {
  const { slug } = useParams();
  // Not that of the address: a form may stand in a dialog over that of another entry.
  const id = useForm('Article editor', ({ initialValues }) =>
    'documentId' in initialValues ? String(initialValues.documentId) : undefined,
  );
  const user = useAuth('Article editor', ({ user }) => user?.id);
  const placeOfNew = placeOf([user, 'new', slug, name]);
  const place = id === undefined ? placeOfNew : placeOf([user, id, name]);
  const [offer, setOffer] = useState<Offer>();
  const [isReady, setReady] = useState(false);
  const [problem, setProblem] = useState<string>();
  const latest = useRef(saved ?? null);
  latest.current = saved ?? null;

  const attempt = useCallback((work: Promise<void>) => {
    work.then(
      () => {
        setProblem(undefined);
      },
      (error: unknown) => {
        setProblem(error instanceof Error ? error.message : String(error));
      },
    );
  }, []);

  useEffect(() => {
    if (isReadOnly) return;
    let isOver = false;
    const look = async () => {
      const saved = latest.current;
      // An entry that was just created: its text was kept as that of a new one.
      const created = place === placeOfNew ? undefined : await readUnsaved(placeOfNew);
      if (created && dequal(created.value, saved)) await forgetUnsaved(placeOfNew);
      const found = await readUnsaved(place);
      if (found && !isOver && !dequal(found.value, saved))
        setOffer({ ...found, isOutdated: !dequal(found.basedOn, saved) });
    };
    attempt(
      look().finally(() => {
        if (!isOver) setReady(true);
      }),
    );
    return () => {
      isOver = true;
    };
  }, [place, placeOfNew, isReadOnly, attempt]);

  // What has been saved need not be kept.
  useEffect(() => {
    if (!isReady || offer || isReadOnly) return;
    const forgetSaved = async () => {
      const kept = await readUnsaved(place);
      if (kept && dequal(kept.value, saved ?? null)) await forgetUnsaved(place);
    };
    attempt(forgetSaved());
  }, [place, saved, isReady, offer, isReadOnly, attempt]);

  const keep = useCallback(
    (value: JsonNode | null) => {
      const basedOn = latest.current;
      const isSaved = dequal(value, basedOn);
      attempt(
        isSaved ? forgetUnsaved(place) : keepUnsaved(place, { value, basedOn, at: Date.now() }),
      );
    },
    [place, attempt],
  );
  return {
    offer,
    isReady,
    problem,
    keep,
    take: (value) => {
      setOffer(undefined);
      keep(value);
    },
    discard: () => {
      setOffer(undefined);
      attempt(forgetUnsaved(place));
    },
  };
}
