/**
 * The sizes and formats in which the site serves an image of the media library. Pages name the
 * files, the publisher makes them; both ask here, so that neither has to wait for the other.
 */
import { hash } from 'node:crypto';
import type { Media } from './domain/pictures.ts';
import { paths } from './paths.ts';

const widths = [480, 960, 1600] as const;
const formats = ['avif', 'webp'] as const;
export type ImageFormat = (typeof formats)[number];

export interface Rendition {
  /** From the root of the site. */
  path: string;
  format: ImageFormat;
  width: number;
  height: number;
}

/** Names the content of a file: another file, or the same one replaced, has another key. */
function imageKey({ id, version }: Media): string {
  return hash('sha256', `${id}\n${version}`).slice(0, 16);
}

/** All renditions of an image, small to large; none is larger than the original. */
export function renditionsOf(media: Media): Rendition[] {
  const key = imageKey(media);
  const fitting: number[] = widths.filter((width) => width < media.width);
  const largest = Math.min(media.width, widths[widths.length - 1] ?? media.width);
  return [...fitting.filter((width) => width < largest), largest].flatMap((width) =>
    formats.map((format) => ({
      path: paths.image(key, width, format),
      format,
      width,
      height: Math.max(1, Math.round((media.height * width) / media.width)),
    })),
  );
}
