/**
 * Which rule holds for which field. The rules themselves, and their words, are those that the site
 * relies on (packages/content); what Strapi checks by itself (required, length, enumeration) is in
 * the schemas.
 */
import { validate } from '@meridian/article';
import {
  hoursExceptions,
  rules,
  saysWhatItShows,
  saysWhatItShowsMessage,
  weeklyHours,
} from '@meridian/content';
import { z } from 'zod';

/** Rules by field; one under `''` looks at the whole component or entry. */
type FieldRules = Readonly<Record<string, z.ZodType>>;

/** Issues so marked do not keep a draft from being saved, only from being published. */
const incomplete = { incomplete: true };

const article = z.unknown().superRefine((value, context) => {
  const result = validate(value);
  for (const { message, incomplete } of result.ok ? result.incomplete : result.problems)
    context.addIssue({ code: 'custom', message, params: { incomplete } });
});

const uniqueKeys = z
  .array(z.object({ key: z.string().nullish() }))
  .superRefine((references, context) => {
    references.forEach(({ key }, index) => {
      if (key && references.findIndex((other) => other.key === key) < index)
        context.addIssue({
          code: 'custom',
          path: [index, 'key'],
          message: `Two references have the key “${key}”: give each its own.`,
        });
    });
  });

export const componentRules: Readonly<Record<string, FieldRules>> = {
  'shared.picture': {
    '': z
      .object({ alt: z.string().nullish(), decorative: z.boolean().nullish() })
      .refine(saysWhatItShows, {
        path: ['alt'],
        message: saysWhatItShowsMessage,
        params: incomplete,
      }),
  },
  'shared.link': { url: rules.linkUrl },
  'shared.navigation-link': { url: rules.sitePathOrUrl },
  'post.reference': {
    key: rules.referenceKey,
    doi: rules.doi,
    pmid: rules.pmid,
    url: rules.webUrl,
  },
  'clinic.statement': { language: rules.languageTag },
  'clinic.address': { country: rules.countryCode },
};

export const typeRules: Readonly<Record<string, FieldRules>> = {
  'api::post.post': { slug: rules.slug, body: article, references: uniqueKeys },
  'api::page.page': { slug: rules.pageSlug, body: article },
  'api::author.author': { slug: rules.slug, bio: article, bookingUrl: rules.webUrl },
  'api::topic.topic': { slug: rules.slug, description: article },
  'api::clinic.clinic': {
    slug: rules.slug,
    phone: rules.phone,
    timeZone: rules.timeZone,
    hours: weeklyHours,
    exceptions: hoursExceptions,
    bookingUrl: rules.webUrl,
  },
  'api::redirect.redirect': {
    from: rules.sitePath,
    to: rules.sitePathOrUrl,
    '': z.object({ from: z.string(), to: z.string() }).refine(({ from, to }) => from !== to, {
      path: ['to'],
      message: 'A redirect cannot lead to itself: choose another page.',
    }),
  },
};
