/** What stands in the image that is shown where a post is shared. */
import { hash } from 'node:crypto';
import type { Replica } from './replica/reader.ts';
import type { PostCard } from './replica/record.ts';

export interface ShareImage {
  site: string;
  title: string;
  authors: string[];
  clinic?: string;
}

/** Its size in pixels, as those who show it ask for. */
export const shareImageSize = { width: 1200, height: 630 } as const;

/** Bumped when the images are drawn in another way. */
const design = 1;

/** @returns undefined for a post whose author has chosen another image. */
export function shareImageOf(
  content: Replica,
  { title, authors, clinic, seo }: Pick<PostCard, 'title' | 'authors' | 'clinic' | 'seo'>,
): ShareImage | undefined {
  if (seo?.image) return undefined;
  const place = clinic === undefined ? undefined : content.get('Clinic', clinic)?.name;
  return {
    site: content.list('Site', 'all', { limit: 1 })[0]?.name ?? '',
    title,
    authors: authors.flatMap((id) => content.get('Author', id)?.name ?? []),
    ...(place === undefined ? {} : { clinic: place }),
  };
}

/** A digest of all that an image shows, so that its file never stands for another. */
export const nameOfShareImage = (image: ShareImage): string =>
  hash('sha256', JSON.stringify([design, image]), 'hex').slice(0, 20);
