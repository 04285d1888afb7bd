/**
 * The rules of single fields, each once: the CMS enforces them when somebody saves, the site relies
 * on them when it reads. Messages are for the person who fills in the field.
 */
import { isSafeUrl, isWebUrl, unsafeUrlMessage } from '@meridian/article';
import { z } from 'zod';
import { reservedSlugs } from '../paths.ts';

/** The last part of a page's address. */
export const slug = z
  .string()
  .max(100, 'A slug has at most 100 characters.')
  .regex(
    /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
    'A slug holds small letters, digits and single hyphens between them, such as is-it-safe.',
  );

/** The slug of a page, whose address has no other part. */
export const pageSlug = slug.refine(
  (value) => !reservedSlugs.has(value),
  'This address belongs to the site itself: choose another slug.',
);

/** An address that a link may lead to: http, https, mailto or tel. */
export const linkUrl = z.string().refine(isSafeUrl, unsafeUrlMessage);

/** An address on the web. */
export const webUrl = z
  .string()
  .refine(isWebUrl, 'This must be a web address that starts with https:// or http://.');

/** A path of the site itself, such as `/about/`; two slashes at the start would leave the site. */
export const sitePath = z
  .string()
  .regex(
    /^\/(?!\/)[^\s\\?#]*$/,
    'This must be a path of this site that starts with one slash, such as /about/.',
  );

/** A path of the site, or a web address. */
export const sitePathOrUrl = z
  .string()
  .refine(
    (value) => sitePath.safeParse(value).success || isSafeUrl(value),
    'This must be a path of this site such as /about/, or a web address.',
  );

/** @see https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html */
export const doi = z
  .string()
  .regex(
    /^10\.\d{4,9}\/[^\s"]+$/,
    'A DOI starts with 10. and has a slash, such as 10.1016/j.jpain.2017.11.005. Leave out https://doi.org/.',
  );

/** @see https://www.ncbi.nlm.nih.gov/books/NBK3827/ (PMID: one to eight digits) */
export const pmid = z
  .string()
  .regex(/^[1-9]\d{0,7}$/, 'A PubMed number has up to eight digits and nothing else.');

/** @see https://www.iso.org/iso-3166-country-codes.html */
export const countryCode = z
  .string()
  .regex(/^[A-Z]{2}$/, 'Write the country as two capital letters, such as US.');

/** A name of the IANA time zone database, as the runtime knows it. */
export const timeZone = z
  .string()
  .refine(
    isTimeZone,
    'This is not a time zone. Write it as region and city, such as America/New_York.',
  );

function isTimeZone(value: string): boolean {
  // "EST" and offsets such as "+05:00" pass below but know no daylight saving time.
  if (value !== 'UTC' && !value.includes('/')) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: value });
    return true;
  } catch {
    // RangeError is how the runtime says that it does not know the zone.
    return false;
  }
}

/** A BCP 47 language tag. */
export const languageTag = z
  .string()
  .regex(
    /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/,
    'A language is given by its code, such as en or es.',
  );

/** `HH:MM`, of what may come with seconds. */
export const timeOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?$/, 'A time is written as 09:30.')
  .transform((time) => time.slice(0, 5));

/** `YYYY-MM-DD`, a day that exists. */
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'A day is written as 2026-05-31.')
  .refine((value) => {
    const date = new Date(`${value}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
  }, 'This day does not exist.');

export const email = z.email('This is not an e-mail address.');

/** Where faults of the site can be reported. @see https://www.rfc-editor.org/rfc/rfc9116#section-2.5.3 */
export const securityContact = z
  .string()
  .refine(
    (value) => email.safeParse(value).success || value.startsWith('https://'),
    'This must be an e-mail address, or a web address that starts with https://.',
  );

/** An international phone number as people write it, such as `+1 207 555 0142`. */
export const phone = z
  .string()
  .regex(
    /^\+[1-9](?:[ ().-]*\d){6,14}$/,
    'A phone number starts with + and the country code, such as +1 207 555 0142.',
  );

/** The key by which citations in the text point to a reference. */
export const referenceKey = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'A key holds small letters, digits and hyphens.');
