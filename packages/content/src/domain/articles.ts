/** Articles as entries hold them, with the images and references that they point to. */
import { type Article, imagesUsed, referencesUsed, validate } from '@meridian/article';
import { z } from 'zod';
import type { Media } from './pictures.ts';

/** A stored article, in its canonical form and complete. */
export const article = z.unknown().transform((value, context): Article => {
  const result = validate(value);
  const problems = result.ok ? result.incomplete : result.problems;
  for (const { message } of problems) context.addIssue({ code: 'custom', message });
  return result.ok && problems.length === 0 ? result.article : z.NEVER;
});

/** Reports what the article in `field` points to and the entry does not have. */
export const holdsWhatItUses =
  <Field extends string>(field: Field) =>
  (
    entry: Partial<Record<Field, Article | undefined>> & {
      images: readonly Media[];
      references?: readonly { key: string }[];
    },
    context: z.RefinementCtx,
  ): void => {
    const article = entry[field];
    if (!article) return;
    const images = new Set(entry.images.map(({ id }) => id));
    const references = new Set(entry.references?.map(({ key }) => key));
    const issue = (message: string) => {
      context.addIssue({ code: 'custom', path: [field], message });
    };
    for (const image of imagesUsed(article))
      if (!images.has(image))
        issue(`An image in the text (${image}) is no longer in the media library: choose another.`);
    for (const key of referencesUsed(article))
      if (!references.has(key))
        issue(
          `The text cites “${key}”, which is not among the references: add it or remove the citation.`,
        );
  };
