export { CmsError, type CmsClient, type CmsClientOptions, createCmsClient } from './cms/client.ts';
export { pull, type PulledPage } from './cms/pull.ts';
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
  type OpeningHours,
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
export { anchors, type Archive, pathOf, paths, reservedSlugs } from './paths.ts';
export type { PostCard, Scope } from './replica/record.ts';
export {
  createReplica,
  openReplica,
  type Replica,
  type ShownMedia,
  type WritableReplica,
} from './replica/store.ts';
export type { SiteProgram } from './site-program.ts';
