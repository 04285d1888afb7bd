/**
 * What the site knows: one schema an entry, from the answer of the CMS to a domain type. Relations
 * are ids. The rules of single fields stand in `rules.ts`.
 */
import { z } from 'zod';
import type { Raw, RawKind } from '../cms/query.ts';
import { flag, optional } from './absent.ts';
import { article, holdsWhatItUses } from './articles.ts';
import { authorNames, id, ids, instant, languageNames, text } from './fields.ts';
import { hoursExceptions, weeklyHours } from './hours.ts';
import { media, picture } from './pictures.ts';
import * as rules from './rules.ts';

const link = z.object({ label: text, url: rules.linkUrl });
export type Link = z.output<typeof link>;

const navigationLink = z.object({ label: text, url: rules.sitePathOrUrl });

const seo = z.object({
  title: optional(z.string()),
  description: optional(z.string()),
  image: optional(media),
  noIndex: flag,
});

/** The fields of an entry: each that the query asks for, and no other. */
const entry = <
  Kind extends RawKind,
  Fields extends Record<keyof Omit<Raw<Kind>, '__typename'>, z.ZodType>,
>(
  _kind: Kind,
  fields: Fields,
) => z.object(fields);

const site = entry('Site', {
  id,
  name: text,
  tagline: optional(z.string()),
  navigation: z.array(navigationLink),
  medicalDisclaimer: optional(z.string()),
  emergencyNotice: optional(z.string()),
  links: z.array(link),
  defaultImage: optional(picture),
  securityContact: optional(rules.securityContact),
  securityExpires: optional(rules.day),
  comments: optional(
    z.object({
      emailRequired: flag,
      /** From the day of the post's publication. */
      closeAfterDays: optional(z.int()),
    }),
  ),
});
export type Site = z.output<typeof site>;

const redirect = entry('Redirect', {
  id,
  from: rules.sitePath,
  to: rules.sitePathOrUrl,
  permanent: z.preprocess((value) => value ?? true, z.boolean()),
});
export type Redirect = z.output<typeof redirect>;

const page = entry('Page', {
  id,
  slug: rules.pageSlug,
  title: text,
  summary: optional(z.string()),
  body: article,
  images: z.array(media),
  seo: optional(seo),
  updatedAt: instant,
}).superRefine(holdsWhatItUses('body'));
export type Page = z.output<typeof page>;

export const topicKinds = ['condition', 'treatment', 'wellbeing'] as const;
export type TopicKind = (typeof topicKinds)[number];

const topic = entry('Topic', {
  id,
  slug: rules.slug,
  name: text,
  kind: z.enum(topicKinds),
  description: optional(article),
  images: z.array(media),
  updatedAt: instant,
}).superRefine(holdsWhatItUses('description'));
export type Topic = z.output<typeof topic>;

const clinic = entry('Clinic', {
  id,
  slug: rules.slug,
  name: text,
  legalName: optional(z.string()),
  statement: z.array(z.object({ language: rules.languageTag, text })),
  address: z.object({
    street: text,
    locality: text,
    region: optional(z.string()),
    postalCode: optional(z.string()),
    country: rules.countryCode,
  }),
  geo: optional(z.object({ latitude: z.number(), longitude: z.number() })),
  phone: optional(rules.phone),
  email: optional(rules.email),
  timeZone: rules.timeZone,
  hours: weeklyHours,
  exceptions: hoursExceptions,
  services: z.array(z.object({ name: text, description: optional(z.string()) })),
  languages: languageNames,
  accessNotes: optional(z.string()),
  bookingUrl: optional(rules.webUrl),
  links: z.array(link),
  logo: optional(picture),
  photos: z.array(picture),
  updatedAt: instant,
});
export type Clinic = z.output<typeof clinic>;

const author = entry('Author', {
  id,
  slug: rules.slug,
  name: text,
  honorific: optional(z.string()),
  credentials: z.array(
    z.object({
      abbreviation: text,
      title: text,
      issuer: optional(z.string()),
      licenceNumber: optional(z.string()),
      jurisdiction: optional(z.string()),
    }),
  ),
  education: z.array(
    z.object({ institution: text, award: optional(z.string()), year: optional(z.int()) }),
  ),
  portrait: optional(picture),
  shortBio: optional(z.string()),
  bio: optional(article),
  images: z.array(media),
  languages: languageNames,
  specialties: ids,
  clinics: ids,
  bookingUrl: optional(rules.webUrl),
  links: z.array(link),
  updatedAt: instant,
}).superRefine(holdsWhatItUses('bio'));
export type Author = z.output<typeof author>;

export const referenceTypes = ['article-journal', 'report', 'book', 'chapter', 'webpage'] as const;

const reference = z.object({
  key: rules.referenceKey,
  type: z.enum(referenceTypes),
  title: text,
  /** In the order of the publication. */
  authors: authorNames,
  container: optional(z.string()),
  year: z.int(),
  volume: optional(z.string()),
  issue: optional(z.string()),
  pages: optional(z.string()),
  doi: optional(rules.doi),
  pmid: optional(rules.pmid),
  isbn: optional(z.string()),
  url: optional(rules.webUrl),
  finding: optional(z.string()),
});
export type Reference = z.output<typeof reference>;

const post = entry('Post', {
  id,
  slug: rules.slug,
  title: text,
  summary: text,
  takeaways: z.array(text),
  body: article,
  images: z.array(media),
  cover: optional(picture),
  authors: ids.min(1, 'A post needs an author.'),
  reviewer: optional(id),
  reviewedOn: optional(rules.day),
  nextReviewOn: optional(rules.day),
  clinic: optional(id),
  topics: ids,
  references: z.array(reference),
  disclosure: optional(z.string()),
  corrections: z.array(z.object({ date: rules.day, note: text })),
  commentsOpen: z.preprocess((value) => value ?? true, z.boolean()),
  publishAt: instant,
  updatedAt: instant,
  seo: optional(seo),
}).superRefine(holdsWhatItUses('body'));
export type Post = z.output<typeof post>;

const comment = entry('Comment', {
  id,
  post: id,
  parent: optional(id),
  author: optional(id),
  name: text,
  text,
  submittedAt: instant,
});
export type Comment = z.output<typeof comment>;

/** Every kind of entry with its schema. */
export const entrySchemas = {
  Site: site,
  Redirect: redirect,
  Page: page,
  Topic: topic,
  Clinic: clinic,
  Author: author,
  Post: post,
  Comment: comment,
} as const satisfies Record<RawKind, z.ZodType>;

export type Kind = keyof typeof entrySchemas;
export type EntryOf<K extends Kind> = z.output<(typeof entrySchemas)[K]>;
export type Entry = { [K in Kind]: { kind: K; entry: EntryOf<K> } }[Kind];
