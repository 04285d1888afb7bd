/** The media library, as the editor uses it. */
import { useFetchClient } from '@strapi/strapi/admin';
import { useEffect, useMemo, useRef } from 'react';
import { useAnswer } from './answer';
import { type MediaFile, Uploads } from './uploads';

const known = new Map<string, MediaFile>();

/** Remembers a file that was just chosen or uploaded. */
export function rememberFile(file: MediaFile): MediaFile {
  known.set(file.documentId, file);
  return file;
}

/** A file of the media library by its id, or why there is none to show. */
export function useMediaFile(documentId: string): { file?: MediaFile; problem?: string } {
  const remembered = known.get(documentId);
  const { data, error } = useAnswer<{ results: MediaFile[] }>(
    remembered ? undefined : `/upload/files?filters[documentId][$eq]=${documentId}`,
  );
  if (remembered) return { file: remembered };
  if (error !== undefined) return { problem: `The image cannot be shown: ${error}` };
  if (!data) return {};
  const [file] = data.results;
  if (!file) return { problem: 'The image is no longer in the media library. Choose another.' };
  return { file: rememberFile(file) };
}

/** Brings images into the media library. */
export function useUploads(): Uploads {
  const { post } = useFetchClient();
  const latest = useRef(post);
  latest.current = post;
  const uploads = useMemo(() => {
    const ways = {
      async send(file: File) {
        const form = new FormData();
        form.append('files', file);
        form.append('fileInfo', JSON.stringify({ name: file.name }));
        const { data } = await latest.current<MediaFile[]>('/upload', form);
        const [sent] = data;
        if (!sent) throw new Error('the media library did not say where the image lies.');
        return rememberFile(sent);
      },
      async fetch(url: string) {
        const { data } = await latest.current<{ data: MediaFile }>('/article/images', { url });
        return rememberFile(data.data);
      },
    };
    return new Uploads(ways);
  }, []);
  useEffect(
    () => () => {
      uploads.destroy();
    },
    [uploads],
  );
  return uploads;
}
