import { type Media, renditionsOf } from '@meridian/content';
import { html, type Html } from '@meridian/article/markup';

export interface PictureOptions {
  media: Media;
  /** Empty for a decorative image. */
  alt: string;
  /** How wide the image is shown, as the `sizes` attribute says it. */
  sizes: string;
  /** True for the one image that the visitor sees first. */
  eager?: boolean;
  className?: string;
}

/** An image in its formats and sizes, with the room it takes known before it loads. */
export function picture({ media, alt, sizes, eager = false, className }: PictureOptions): Html {
  const renditions = renditionsOf(media);
  const inFormat = (format: string) =>
    renditions.filter((rendition) => rendition.format === format);
  const srcset = (format: string) =>
    inFormat(format)
      .map(({ path, width }) => `${path} ${String(width)}w`)
      .join(', ');
  const fallback = inFormat('webp').at(-1);
  const source = html`<source type="image/avif" srcset="${srcset('avif')}" sizes="${sizes}">`;
  const size = html` width="${fallback?.width}" height="${fallback?.height}"`;
  const classes = className !== undefined && html` class="${className}"`;
  const loading = eager ? html` fetchpriority="high"` : html` loading="lazy" decoding="async"`;
  return html`<picture>${source}<img src="${fallback?.path}" srcset="${srcset('webp')}" sizes="${sizes}"${size} alt="${alt}"${classes}${loading}></picture>`;
}
