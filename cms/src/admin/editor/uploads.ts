/** Images on their way from the clipboard or the disk to the media library. */

import type { EditorView } from '@tiptap/pm/view';
import { messageOf } from './answer';

/** A file of the media library, as far as the editor needs it. */
export interface MediaFile {
  documentId: string;
  url: string;
  name: string;
  alternativeText: string | null;
}

export interface Upload {
  file: File;
  /** An address of the image in this browser. */
  preview: string;
  /** Why it did not arrive. */
  error?: string;
  /** What it is in the library. */
  arrived?: MediaFile;
}

/** The uploads of one editor, by id. A store for `useSyncExternalStore`. */
export class Uploads {
  readonly #uploads = new Map<string, Upload>();
  readonly #listeners = new Set<() => void>();
  readonly #send: (file: File) => Promise<MediaFile>;

  /** @param send puts a file into the media library. */
  constructor(send: (file: File) => Promise<MediaFile>) {
    this.#send = send;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get(id: string): Upload | undefined {
    return this.#uploads.get(id);
  }

  /** Begins to send a file. @returns the id by which images of the article wait for it. */
  start(view: EditorView, file: File): string {
    const id = crypto.randomUUID();
    this.#set(id, { file, preview: URL.createObjectURL(file) });
    void this.retry(view, id);
    return id;
  }

  /** Sends a file, once more if need be; the images that wait for it then show the library's. */
  async retry(view: EditorView, id: string): Promise<void> {
    const upload = this.#uploads.get(id);
    if (!upload) return;
    const { file, preview } = upload;
    this.#set(id, { file, preview });
    try {
      this.#set(id, { file, preview, arrived: await this.#send(file) });
      this.settle(view, id);
    } catch (error) {
      this.#set(id, { file, preview, error: messageOf(error) });
    }
  }

  /** Gives the images that wait for an upload what arrived. */
  settle(view: EditorView, id: string): void {
    const { arrived, preview = '' } = this.#uploads.get(id) ?? {};
    if (!arrived) return;
    arrive(view, id, arrived);
    URL.revokeObjectURL(preview);
  }

  #set(id: string, upload: Upload): void {
    this.#uploads.set(id, upload);
    for (const listener of this.#listeners) listener();
  }
}

function arrive(view: EditorView, id: string, { documentId, alternativeText }: MediaFile): void {
  const { tr } = view.state;
  view.state.doc.descendants(({ attrs }, position) => {
    const image = attrs.image as { kind: string; id?: string } | undefined;
    if (image?.kind !== 'pending' || image.id !== id) return;
    tr.setNodeAttribute(position, 'image', { kind: 'upload', documentId });
    if (attrs.alt === '') tr.setNodeAttribute(position, 'alt', alternativeText ?? '');
  });
  view.dispatch(tr.setMeta('addToHistory', false));
}
