export { CmsError, type CmsClient, type CmsClientOptions, createCmsClient } from './cms/client.ts';
export { pull, type PulledPage } from './cms/pull.ts';
export { draftMarksOf } from './domain/draft-marks.ts';
export { referenceTypes, topicKinds } from './domain/entries.ts';
export type {
  Author,
  Clinic,
  Comment,
  Entry,
  EntryOf,
  Kind,
  Link,
  Page,
  Post,
  Redirect,
  Reference,
  Site,
  Topic,
  TopicKind,
} from './domain/entries.ts';
export {
  hoursExceptions,
  type HoursException,
  weekdays,
  type Weekday,
  weeklyHours,
} from './domain/hours.ts';
export { formatProblem, type Parsed, parseEntry, type Problem } from './domain/parse.ts';
export {
  type Media,
  type Picture,
  saysWhatItShows,
  saysWhatItShowsMessage,
} from './domain/pictures.ts';
export * as rules from './domain/rules.ts';
export { type ImageFormat, type Rendition, renditionsOf } from './images.ts';
export { anchors, type Archive, type FeedFormat, feedFormats, pathOf, paths } from './paths.ts';
export type { PostCard, Scope } from './replica/record.ts';
export { openReplica, type Replica } from './replica/reader.ts';
export type { Reads, Touch } from './replica/reads.ts';
export { createReplica, type ShownMedia, type WritableReplica } from './replica/writer.ts';
export { nameOfShareImage, type ShareImage, shareImageOf, shareImageSize } from './share-image.ts';
export type { SitePage, SiteProgram } from './site-program.ts';
export {
  isWebhookSecret,
  readMessage,
  type Release,
  type SiteStatus,
  signedHeaders,
  WebhookError,
  type WebhookMessage,
} from './webhooks.ts';
