/**
 * Which rule holds for which field. The rules themselves, and their words, are those that the site
 * relies on (packages/content); what Strapi checks by itself (required, length, enumeration) is in
 * the schemas.
 */
import { type Extent, validate } from '@meridian/article';
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

/** Characters of JSON; 20,000 words with all their formatting take about a third of it. */
const longestArticle = 1_000_000;

const articleOf = (extent: Extent) =>
  z.unknown().superRefine((value, context) => {
    const result = validate(value, extent);
    for (const { message, incomplete } of result.ok ? result.incomplete : result.problems)
      context.addIssue({ code: 'custom', message, params: { incomplete } });
    // What is nested too deeply to be written was refused above.
    const length = result.ok ? JSON.stringify(value).length : 0;
    if (length > longestArticle)
      context.addIssue({
        code: 'custom',
        message: `The text is too long: it takes ${(Math.ceil(length / 1_000) * 1_000).toLocaleString('en')} characters with its formatting, and at most 1,000,000 fit. Make two articles of it.`,
      });
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
  'api::site.site': { securityContact: rules.securityContact },
  'api::post.post': { slug: rules.slug, body: articleOf('full'), references: uniqueKeys },
  'api::page.page': { slug: rules.pageSlug, body: articleOf('full') },
  'api::author.author': { slug: rules.slug, bio: articleOf('text'), bookingUrl: rules.webUrl },
  'api::topic.topic': { slug: rules.slug, description: articleOf('text') },
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
