/**
 * What the site knows: one schema an entry, from the answer of the CMS to a domain type. Relations
 * are ids. The rules of single fields stand in `rules.ts`.
 */
import { type Article, imagesUsed, referencesUsed, validate } from '@meridian/article';
import { z } from 'zod';
import type { Raw, RawKind } from '../cms/query.ts';
import { flag, optional } from './absent.ts';
import { hoursExceptions, weeklyHours } from './hours.ts';
import * as rules from './rules.ts';

const text = z.string().trim().min(1, 'This is missing.');
const id = z.string();
const ids = z.array(id);
const instant = z.iso
  .datetime({ offset: true })
  .transform((value) => new Date(value).toISOString());

/** Names separated by commas. */
const names = z.preprocess(
  (value) => value ?? '',
  z.string().transform((value) =>
    value
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
  ),
);

const noSize = 'The image has no size that we know: upload it again.';

/** A raster image of the library. */
const media = z.object(
  {
    id,
    /** Where the original lies: a path of the CMS or a web address. */
    url: z.string().min(1),
    /** In pixels. */
    width: z.int(noSize).positive(noSize),
    height: z.int(noSize).positive(noSize),
    mime: z.string(),
    /** Changes when the file is replaced. */
    version: z.string(),
  },
  'The image is no longer in the media library: choose another.',
);
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

const picture = z
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

const link = z.object({ label: text, url: rules.linkUrl });
export type Link = z.output<typeof link>;

const navigationLink = z.object({ label: text, url: rules.sitePathOrUrl });

const seo = z.object({
  title: optional(z.string()),
  description: optional(z.string()),
  image: optional(media),
  noIndex: flag,
});

/** A stored article, in its canonical form and complete. */
const article = z.unknown().transform((value, context): Article => {
  const result = validate(value);
  const problems = result.ok ? result.incomplete : result.problems;
  for (const { message } of problems) context.addIssue({ code: 'custom', message });
  return result.ok && problems.length === 0 ? result.article : z.NEVER;
});

/** The fields of an entry: each that the query asks for, and no other. */
const entry = <
  Kind extends RawKind,
  Fields extends Record<keyof Omit<Raw<Kind>, '__typename'>, z.ZodType>,
>(
  _kind: Kind,
  fields: Fields,
) => z.object(fields);

/** Reports what an article points to and the entry does not have. */
function checkArticle(
  field: string,
  value: Article | undefined,
  has: { images: readonly Media[]; references?: readonly { key: string }[] },
  context: z.RefinementCtx,
): void {
  if (!value) return;
  const images = new Set(has.images.map((image) => image.id));
  const references = new Set((has.references ?? []).map(({ key }) => key));
  const issue = (message: string) => {
    context.addIssue({ code: 'custom', path: [field], message });
  };
  for (const image of imagesUsed(value))
    if (!images.has(image))
      issue(`An image in the text (${image}) is no longer in the media library: choose another.`);
  for (const key of referencesUsed(value))
    if (!references.has(key))
      issue(
        `The text cites “${key}”, which is not among the references: add it or remove the citation.`,
      );
}

const site = entry('Site', {
  id,
  name: text,
  tagline: optional(z.string()),
  navigation: z.array(navigationLink),
  medicalDisclaimer: optional(z.string()),
  emergencyNotice: optional(z.string()),
  links: z.array(link),
  defaultImage: optional(picture),
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
  slug: rules.slug,
  title: text,
  summary: optional(z.string()),
  body: article,
  images: z.array(media),
  seo: optional(seo),
  updatedAt: instant,
}).superRefine((value, context) => {
  checkArticle('body', value.body, value, context);
});
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
}).superRefine((value, context) => {
  checkArticle('description', value.description, value, context);
});
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
    country: z.string().length(2),
  }),
  geo: optional(z.object({ latitude: z.number(), longitude: z.number() })),
  phone: optional(rules.phone),
  email: optional(rules.email),
  timeZone: rules.timeZone,
  hours: weeklyHours,
  exceptions: hoursExceptions,
  services: z.array(z.object({ name: text, description: optional(z.string()) })),
  languages: names,
  accessNotes: optional(z.string()),
  bookingUrl: optional(rules.webUrl),
  links: z.array(link),
  logo: optional(picture),
  photos: z.array(picture),
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
  languages: names,
  specialties: ids,
  clinics: ids,
  bookingUrl: optional(rules.webUrl),
  links: z.array(link),
}).superRefine((value, context) => {
  checkArticle('bio', value.bio, value, context);
});
export type Author = z.output<typeof author>;

export const referenceTypes = ['article-journal', 'report', 'book', 'chapter', 'webpage'] as const;

const reference = z.object({
  key: rules.referenceKey,
  type: z.enum(referenceTypes),
  title: text,
  /** In the order of the publication. */
  authors: z.string().transform((value) =>
    value
      .split(';')
      .map((name) => name.trim())
      .filter(Boolean),
  ),
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
}).superRefine((value, context) => {
  checkArticle('body', value.body, value, context);
});
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
