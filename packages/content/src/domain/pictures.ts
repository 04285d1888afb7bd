/** Images of the library, and what people who cannot see them are told. */
import { z } from 'zod';
import { flag, optional } from './absent.ts';

/** What sharp and Strapi know of a file that is a raster image; of others they know nothing. */
const size = z.int().positive().nullable().catch(null);

/** A raster image of the library. */
export const media = z
  .object(
    {
      id: z.string(),
      /** Where the original lies: a path of the CMS or a web address. */
      url: z.string().min(1),
      /** In pixels. */
      width: size,
      height: size,
      mime: z.string(),
      /** Changes when the file is replaced. */
      version: z.string(),
    },
    'The image is no longer in the media library: choose another.',
  )
  .transform(({ width, height, ...rest }, context) => {
    if (width !== null && height !== null) return { ...rest, width, height };
    const name = rest.url.split('/').at(-1) ?? rest.url;
    context.addIssue({
      code: 'custom',
      message: `The file ${name} has no size that we know, like drawings (SVG) and the photos of some phones (HEIC): save it as JPEG or PNG, and upload that.`,
    });
    return z.NEVER;
  });
export type Media = z.output<typeof media>;

/** Whether an image can stand on a page: with words, or with the word that it needs none. */
export function saysWhatItShows({
  alt,
  decorative,
}: {
  alt?: string | null | undefined;
  decorative?: boolean | null | undefined;
}): boolean {
  return decorative === true || (alt?.trim() ?? '') !== '';
}
export const saysWhatItShowsMessage =
  'Describe the image for people who cannot see it, or turn on “Decorative only”.';

export const picture = z
  .object({
    file: media,
    alt: optional(z.string()),
    decorative: flag,
    credit: optional(z.string()),
  })
  .refine(saysWhatItShows, { path: ['alt'], message: saysWhatItShowsMessage })
  .transform(({ file, alt, decorative, credit }) => ({
    file,
    /** Empty for a decorative image. */
    alt: decorative ? '' : (alt ?? ''),
    credit,
  }));
export type Picture = z.output<typeof picture>;
