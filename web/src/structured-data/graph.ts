/**
 * JSON-LD from the same records as the pages: one connected graph, in which each thing has one @id
 * on the page that it is about.
 * @see https://schema.org/docs/schemas.html
 */
import {
  anchors,
  type Author,
  type Clinic,
  nameOfShareImage,
  type Picture,
  paths,
  renditionsOf,
  type Reference,
  type ShareImage,
  type Site,
  type Topic,
  type TopicKind,
  type Weekday,
} from '@meridian/content';
import type {
  BlogPosting,
  BreadcrumbList,
  CollectionPage,
  Comment as CommentNode,
  DayOfWeek,
  Graph,
  MedicalClinic,
  MedicalWebPage,
  Organization,
  Person,
  ProfilePage,
  ScholarlyArticle,
  Thing,
  WebPage,
  WebSite,
} from 'schema-dts';
import type { CommentThread } from '../views/comments.ts';
import type { PostView } from '../views/post.ts';
import { doiUrl } from '../views/reference.ts';

/** Makes absolute URLs of the site. */
export type Absolute = (path: string) => string;

type Node = Exclude<Thing, string>;

/** What a page says in JSON-LD, ready to be put into a script element. */
export function graph(nodes: readonly Node[]): string {
  const document: Graph = { '@context': 'https://schema.org', '@graph': nodes };
  // "<" would end the script element early.
  return JSON.stringify(document).replaceAll('<', '\\u003c');
}

const organizationId = (absolute: Absolute) => absolute(`${paths.home()}#organization`);
const websiteId = (absolute: Absolute) => absolute(`${paths.home()}#website`);
const personId = (absolute: Absolute, { slug }: Author) => absolute(`${paths.author(slug)}#person`);
const topicId = (absolute: Absolute, { slug }: Topic) => absolute(`${paths.topic(slug)}#topic`);
const breadcrumbsId = (url: string) => `${url}#breadcrumbs`;
const clinicId = (absolute: Absolute, { slug }: Clinic) => absolute(`${paths.clinic(slug)}#clinic`);

/** The publication and its site; they stand on every page. */
export function siteNodes(site: Site, absolute: Absolute): Node[] {
  const organization: Organization = {
    '@type': 'Organization',
    '@id': organizationId(absolute),
    name: site.name,
    url: absolute(paths.home()),
    ...(site.links.length > 0 ? { sameAs: site.links.map(({ url }) => url) } : {}),
  };
  const website: WebSite = {
    '@type': 'WebSite',
    '@id': websiteId(absolute),
    name: site.name,
    url: absolute(paths.home()),
    publisher: { '@id': organizationId(absolute) },
  };
  return [organization, website] as Node[];
}

/** The way from the home page to this one. */
export function breadcrumbs(
  trail: readonly { name: string; path: string }[],
  absolute: Absolute,
): Node {
  const list: BreadcrumbList = {
    '@type': 'BreadcrumbList',
    '@id': breadcrumbsId(absolute(trail.at(-1)?.path ?? paths.home())),
    itemListElement: trail.map(({ name, path }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: absolute(path),
    })),
  };
  return list;
}

/** What a topic is, in the words of medicine. */
const topicTypes = {
  condition: 'MedicalCondition',
  treatment: 'MedicalTherapy',
  wellbeing: 'Thing',
} as const satisfies Record<TopicKind, string>;

function topicReference(topic: Topic, absolute: Absolute) {
  return {
    '@type': topicTypes[topic.kind],
    '@id': topicId(absolute, topic),
    name: topic.name,
    url: absolute(paths.topic(topic.slug)),
  };
}

/** What is said of every page that is about one thing. */
const pageFields = (url: string, name: string, absolute: Absolute) => ({
  '@id': url,
  url,
  name,
  isPartOf: { '@id': websiteId(absolute) },
  breadcrumb: { '@id': breadcrumbsId(url) },
});

/** The page of a topic, which lists articles. */
export function topicNodes(topic: Topic, absolute: Absolute): Node[] {
  const url = absolute(paths.topic(topic.slug));
  const page: CollectionPage = {
    '@type': 'CollectionPage',
    ...pageFields(url, topic.name, absolute),
    about: topicReference(topic, absolute),
  };
  return [page] as Node[];
}

/** The page of a clinic. */
export function clinicNodes(clinic: Clinic, absolute: Absolute): Node[] {
  const url = absolute(paths.clinic(clinic.slug));
  const page: WebPage = {
    '@type': 'WebPage',
    ...pageFields(url, clinic.name, absolute),
    mainEntity: { '@id': clinicId(absolute, clinic) },
  };
  return [page, clinicNode(clinic, absolute)] as Node[];
}

function imageUrl(picture: Picture, absolute: Absolute): string {
  return absolute(renditionsOf(picture.file).at(-1)?.path ?? '');
}

/** A practitioner as other pages point to one: enough to stand alone. */
function personReference(author: Author, absolute: Absolute) {
  return {
    '@type': 'Person' as const,
    '@id': personId(absolute, author),
    name: author.name,
    url: absolute(paths.author(author.slug)),
  };
}

/** A clinic as other pages point to one. As a clinic it would need its address, which its own page has. */
function clinicReference(clinic: Clinic, absolute: Absolute) {
  return {
    '@type': 'Organization' as const,
    '@id': clinicId(absolute, clinic),
    name: clinic.name,
    url: absolute(paths.clinic(clinic.slug)),
  };
}

/** A practitioner on their own page. */
export function profileNodes(
  author: Author,
  { clinics, specialties }: { clinics: readonly Clinic[]; specialties: readonly Topic[] },
  absolute: Absolute,
): Node[] {
  const url = absolute(paths.author(author.slug));
  const person: Person = {
    ...personReference(author, absolute),
    ...(author.honorific === undefined ? {} : { honorificPrefix: author.honorific }),
    ...(author.shortBio === undefined ? {} : { description: author.shortBio }),
    ...(author.portrait ? { image: imageUrl(author.portrait, absolute) } : {}),
    ...(author.languages.length > 0 ? { knowsLanguage: author.languages } : {}),
    ...(author.education.length > 0
      ? {
          alumniOf: author.education.map(({ institution }) => ({
            '@type': 'EducationalOrganization' as const,
            name: institution,
          })),
        }
      : {}),
    ...(author.credentials.length > 0
      ? {
          hasCredential: author.credentials.map(
            ({ abbreviation, title, issuer, licenceNumber, jurisdiction }) => ({
              '@type': 'EducationalOccupationalCredential' as const,
              name: title,
              alternateName: abbreviation,
              ...(issuer === undefined
                ? {}
                : { recognizedBy: { '@type': 'Organization' as const, name: issuer } }),
              ...(licenceNumber === undefined
                ? {}
                : { credentialCategory: 'license', identifier: licenceNumber }),
              ...(jurisdiction === undefined
                ? {}
                : { validIn: { '@type': 'AdministrativeArea' as const, name: jurisdiction } }),
            }),
          ),
        }
      : {}),
    ...(specialties.length > 0
      ? { knowsAbout: specialties.map((topic) => topicReference(topic, absolute)) }
      : {}),
    ...(clinics.length > 0
      ? { worksFor: clinics.map((clinic) => clinicReference(clinic, absolute)) }
      : {}),
  };
  const profile: ProfilePage = {
    '@type': 'ProfilePage',
    ...pageFields(url, author.name, absolute),
    mainEntity: { '@id': personId(absolute, author) },
  };
  return [profile, person] as Node[];
}

const dayOfWeek: Record<Weekday, DayOfWeek> = {
  monday: 'https://schema.org/Monday',
  tuesday: 'https://schema.org/Tuesday',
  wednesday: 'https://schema.org/Wednesday',
  thursday: 'https://schema.org/Thursday',
  friday: 'https://schema.org/Friday',
  saturday: 'https://schema.org/Saturday',
  sunday: 'https://schema.org/Sunday',
};

/** A clinic with what a visitor needs to reach it. */
function clinicNode(clinic: Clinic, absolute: Absolute): Node {
  const { street, locality, region, postalCode, country } = clinic.address;
  const node: MedicalClinic = {
    '@type': 'MedicalClinic',
    '@id': clinicId(absolute, clinic),
    name: clinic.name,
    url: absolute(paths.clinic(clinic.slug)),
    ...(clinic.legalName === undefined ? {} : { legalName: clinic.legalName }),
    address: {
      '@type': 'PostalAddress',
      streetAddress: street,
      addressLocality: locality,
      ...(region === undefined ? {} : { addressRegion: region }),
      ...(postalCode === undefined ? {} : { postalCode }),
      addressCountry: country,
    },
    ...(clinic.geo ? { geo: { '@type': 'GeoCoordinates', ...clinic.geo } } : {}),
    ...(clinic.phone === undefined ? {} : { telephone: clinic.phone }),
    ...(clinic.email === undefined ? {} : { email: clinic.email }),
    ...(clinic.logo ? { logo: imageUrl(clinic.logo, absolute) } : {}),
    ...(clinic.photos.length > 0
      ? { image: clinic.photos.map((photo) => imageUrl(photo, absolute)) }
      : {}),
    ...(clinic.hours.length > 0
      ? {
          openingHoursSpecification: clinic.hours.map(({ weekday, opens, closes }) => ({
            '@type': 'OpeningHoursSpecification' as const,
            dayOfWeek: dayOfWeek[weekday],
            opens,
            closes,
          })),
        }
      : {}),
    ...(clinic.exceptions.length > 0
      ? {
          specialOpeningHoursSpecification: clinic.exceptions.map((exception) => ({
            '@type': 'OpeningHoursSpecification' as const,
            validFrom: exception.from,
            validThrough: exception.to,
            // A day that is closed opens and closes at the same time.
            opens: exception.opens ?? '00:00',
            closes: exception.closes ?? '00:00',
          })),
        }
      : {}),
    ...(clinic.services.length > 0
      ? {
          availableService: clinic.services.map(({ name, description }) => ({
            '@type': 'MedicalTherapy' as const,
            name,
            ...(description === undefined ? {} : { description }),
          })),
        }
      : {}),
  };
  return node;
}

function citationNode(reference: Reference): ScholarlyArticle {
  return {
    '@type': 'ScholarlyArticle',
    name: reference.title,
    author: reference.authors.map((name) => ({ '@type': 'Person' as const, name })),
    datePublished: String(reference.year),
    ...(reference.container === undefined ? {} : { isPartOf: reference.container }),
    ...(reference.doi === undefined ? {} : { sameAs: doiUrl(reference.doi) }),
  };
}

function commentNode(
  { comment, author, replies }: CommentThread,
  page: string,
  absolute: Absolute,
): CommentNode {
  return {
    '@type': 'Comment',
    '@id': `${page}#${anchors.comment(comment.id)}`,
    text: comment.text,
    dateCreated: comment.submittedAt,
    author: author ? personReference(author, absolute) : { '@type': 'Person', name: comment.name },
    ...(replies.length > 0
      ? { comment: replies.map((reply) => commentNode(reply, page, absolute)) }
      : {}),
  };
}

/** A post with its authors, review, evidence and comments. */
export function postNodes(
  view: PostView,
  shareImage: ShareImage | undefined,
  absolute: Absolute,
): Node[] {
  const { post, authors, reviewer, clinic, topics, references } = view;
  const { count: commentCount, threads } = view.comments;
  const url = absolute(paths.post(post.slug));
  const image = post.cover
    ? imageUrl(post.cover, absolute)
    : shareImage && absolute(paths.shareImage(nameOfShareImage(shareImage)));
  const posting: BlogPosting = {
    '@type': 'BlogPosting',
    '@id': `${url}#article`,
    headline: post.title,
    description: post.summary,
    url,
    mainEntityOfPage: { '@id': url },
    datePublished: post.publishAt,
    dateModified: post.updatedAt,
    author: authors.map((author) => personReference(author, absolute)),
    publisher: { '@id': organizationId(absolute) },
    ...(clinic ? { sourceOrganization: clinicReference(clinic, absolute) } : {}),
    isPartOf: { '@id': websiteId(absolute) },
    inLanguage: 'en',
    ...(image === undefined ? {} : { image }),
    ...(topics.length > 0 ? { keywords: topics.map(({ name }) => name) } : {}),
    ...(references.length > 0
      ? { citation: references.map(({ reference }) => citationNode(reference)) }
      : {}),
    ...(commentCount > 0
      ? { commentCount, comment: threads.map((thread) => commentNode(thread, url, absolute)) }
      : {}),
  };
  const page: MedicalWebPage = {
    '@type': 'MedicalWebPage',
    ...pageFields(url, post.title, absolute),
    mainEntity: { '@id': `${url}#article` },
    ...(topics.length > 0 ? { about: topics.map((topic) => topicReference(topic, absolute)) } : {}),
    ...(reviewer ? { reviewedBy: personReference(reviewer, absolute) } : {}),
    ...(reviewer && post.reviewedOn !== undefined ? { lastReviewed: post.reviewedOn } : {}),
  };
  return [page, posting] as Node[];
}
