/** Images on their way into the media library: from the clipboard, from the disk, from other sites. */
import type { EditorView } from '@tiptap/pm/view';
import { messageOf } from './answer';

/** A file of the media library, as far as the editor needs it. */
export interface MediaFile {
  documentId: string;
  url: string;
  name: string;
  alternativeText: string | null;
}

/** The words of a file, as many as an image of an article may have. */
export const wordsOf = ({ alternativeText }: MediaFile): string =>
  (alternativeText ?? '').slice(0, 300);

export interface Upload {
  /** The file; an image from another site is known by its address alone. */
  file?: File;
  /** An address of the file in this browser. */
  preview?: string;
  isAsked: boolean;
  /** Why it did not arrive. */
  error?: string;
  /** What it is in the library. */
  arrived?: MediaFile;
}

/** Requests at a time: the server holds each image in memory. */
const most = 3;

interface Ways {
  /** Puts a file into the media library. */
  send: (file: File) => Promise<MediaFile>;
  /** Has the server fetch an image from another site. */
  fetch: (url: string) => Promise<MediaFile>;
}

/** The uploads of one editor, by id or address. A store for `useSyncExternalStore`. */
export class Uploads {
  readonly #uploads = new Map<string, Upload>();
  readonly #listeners = new Set<() => void>();
  readonly #waiting: (() => Promise<void>)[] = [];
  readonly #ways: Ways;
  #running = 0;

  constructor(ways: Ways) {
    this.#ways = ways;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get(key: string): Upload | undefined {
    return this.#uploads.get(key);
  }

  /** Knows a file from now on, and sends it when an image in the text asks for it. @returns its id. */
  add(file: File): string {
    const id = crypto.randomUUID();
    this.#set(id, { file, preview: URL.createObjectURL(file), isAsked: false });
    return id;
  }

  /**
   * Brings an image into the library, once, and gives it to all images in the text that wait for it,
   * also to those that are there again after an undo.
   * @param key the id of a file, or the address of an image.
   */
  ask(view: EditorView, key: string): void {
    const upload = this.#uploads.get(key) ?? { isAsked: false };
    if (upload.arrived) arrive(view, key, upload.arrived);
    if (!upload.isAsked) this.retry(view, key);
  }

  /** Once more. */
  retry(view: EditorView, key: string): void {
    const { file, preview } = this.#uploads.get(key) ?? {};
    const upload = { ...(file && { file }), ...(preview !== undefined && { preview }) };
    this.#set(key, { ...upload, isAsked: true });
    this.#waiting.push(async () => {
      try {
        const arrived = await (file ? this.#ways.send(file) : this.#ways.fetch(key));
        this.#set(key, { isAsked: true, arrived });
        if (preview !== undefined) URL.revokeObjectURL(preview);
      } catch (error) {
        this.#set(key, { ...upload, isAsked: true, error: messageOf(error) });
        return;
      }
      this.ask(view, key);
    });
    this.#next();
  }

  /** Lets go of the files. */
  destroy(): void {
    for (const { preview } of this.#uploads.values())
      if (preview !== undefined) URL.revokeObjectURL(preview);
  }

  #next(): void {
    if (this.#running >= most) return;
    const work = this.#waiting.shift();
    if (!work) return;
    this.#running += 1;
    void work().finally(() => {
      this.#running -= 1;
      this.#next();
    });
  }

  #set(key: string, upload: Upload): void {
    this.#uploads.set(key, upload);
    for (const listener of this.#listeners) listener();
  }
}

/** No step of its own in the history: an undo takes the image away, and not its place in the library. */
function arrive(view: EditorView, key: string, file: MediaFile): void {
  if (view.isDestroyed) return;
  const { tr } = view.state;
  view.state.doc.descendants(({ attrs }, position) => {
    const image = attrs.image as { kind: string; id?: string; url?: string } | undefined;
    if (image?.kind === 'upload' || (image?.id ?? image?.url) !== key) return;
    tr.setNodeAttribute(position, 'image', { kind: 'upload', documentId: file.documentId });
    if (attrs.alt === '') tr.setNodeAttribute(position, 'alt', wordsOf(file));
  });
  if (tr.docChanged) view.dispatch(tr.setMeta('addToHistory', false));
}
