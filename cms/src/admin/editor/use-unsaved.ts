/** Keeps what was typed until it is saved, and offers it back. */
import { type Extent, validate } from '@meridian/article';
import { useAuth, useForm } from '@strapi/strapi/admin';
import { dequal } from 'dequal';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useParams } from 'react-router-dom';
import { type ReferenceRow, useReferences } from './references';
import {
  forgetSaved,
  forgetUnsaved,
  holdKey,
  keepUnsaved,
  type KeptText,
  placeOf,
  unsavedOf,
} from './unsaved';
import type { JsonNode } from './value';

export interface Offer extends KeptText {
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
  take: (offer: Offer) => void;
  discard: (offer: Offer) => void;
}

interface Field {
  name: string;
  extent: Extent;
  /** Its value on the server. */
  saved: unknown;
  /** Whether nobody can write, as in the published version: nothing is offered there. */
  isReadOnly: boolean;
}

interface Latest {
  saved: unknown;
  rows: readonly ReferenceRow[];
  /** What was typed last. */
  value?: JsonNode | null;
}

/**
 * A new entry on its way to the server, and what it held then: when it is there, it has another form,
 * and what was typed meanwhile belongs to that.
 */
let sent: { key: string; value: unknown } | undefined;

export function useUnsaved({ name, extent, saved, isReadOnly }: Field): Unsaved {
  const id = useIdOfEntry();
  const { slug } = useParams();
  // Nobody is signed in any more when a session has ended; the text is still that person's.
  const signedIn = useAuth('Article editor', ({ user }) => user?.id);
  const writer = useRef(signedIn);
  writer.current = signedIn ?? writer.current;
  const user = writer.current;
  const isSubmitting = useForm('Article editor', (form) => form.isSubmitting);
  const { rows } = useReferences();
  const place = placeOf(id === undefined ? [user, 'new', slug, name] : [user, id, name]);
  const key = useMemo(() => `${place}/${crypto.randomUUID()}`, [place]);
  const [offer, setOffer] = useState<Offer>();
  const [isReady, setReady] = useState(false);
  const [problem, setProblem] = useState<string>();
  const latest = useRef<Latest>({ saved: null, rows });
  latest.current = { ...latest.current, saved: saved ?? null, rows };
  /** What was saved when the text in the editor was begun. */
  const base = useRef<unknown>(undefined);

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

  useEffect(() => (isReadOnly ? undefined : holdKey(key)), [key, isReadOnly]);

  useEffect(() => {
    if (isReadOnly) return;
    let isOver = false;
    const look = async () => {
      const { saved } = latest.current;
      const created = sent && isSame(sent.value, saved, extent) ? sent.key : undefined;
      sent = undefined;
      const found = await unsavedOf(place, created);
      const isSaved = ({ value }: KeptText) => isSame(value, saved, extent);
      for (const { key } of found.filter(isSaved)) await forgetUnsaved(key);
      const text = found.find((text) => !isSaved(text));
      if (!text || isOver) return;
      const isOutdated = text.key !== created && !isSame(text.basedOn, saved, extent);
      setOffer({ ...text, isOutdated });
    };
    attempt(
      look().finally(() => {
        if (!isOver) setReady(true);
      }),
    );
    return () => {
      isOver = true;
    };
  }, [place, extent, isReadOnly, attempt]);

  // What has been saved need not be kept.
  useEffect(() => {
    base.current = saved ?? null;
    if (!isReadOnly) attempt(forgetSaved(key, ({ value }) => dequal(value, saved ?? null)));
  }, [key, saved, isReadOnly, attempt]);

  useEffect(() => {
    const { saved, value = saved } = latest.current;
    if (id === undefined && isSubmitting) sent = { key, value };
  }, [id, isSubmitting, key]);

  const keep = useCallback(
    (value: JsonNode | null) => {
      const { saved, rows: references } = latest.current;
      latest.current.value = value;
      const text = { value, references, basedOn: base.current, at: Date.now() };
      attempt(dequal(value, saved) ? forgetUnsaved(key) : keepUnsaved(key, text));
    },
    [key, attempt],
  );
  // A reference may come into the form after the text that cites it.
  useEffect(() => {
    const { value } = latest.current;
    if (value !== undefined) keep(value);
  }, [rows, keep]);
  return {
    offer,
    isReady,
    problem,
    keep,
    take: (offer) => {
      setOffer(undefined);
      base.current = offer.basedOn;
      keep(offer.value);
      attempt(forgetUnsaved(offer.key));
    },
    discard: (offer) => {
      setOffer(undefined);
      attempt(forgetUnsaved(offer.key));
    },
  };
}

/** The entry of the form around, which may stand in a dialog over that of another; none for a new one. */
function useIdOfEntry(): string | undefined {
  // A copy begins with the values of its original, the id among them.
  const { origin } = useParams();
  const id = useForm('Article editor', ({ initialValues }) =>
    'documentId' in initialValues ? String(initialValues.documentId) : undefined,
  );
  return id === origin ? undefined : id;
}

/** Whether two texts are the same to who reads them, whatever their white space and empty blocks. */
const isSame = (a: unknown, b: unknown, extent: Extent): boolean =>
  dequal(a ?? null, b ?? null) || dequal(canonical(a, extent), canonical(b, extent));

function canonical(value: unknown, extent: Extent): unknown {
  const result = validate(value, extent);
  return result.ok ? result.article : (value ?? null);
}
