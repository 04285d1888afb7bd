/**
 * What the site can ask of the CMS: everything public, whole entries in pages, and nothing else.
 * Relations are ids, so that one answer holds each entry once and costs no query for each of them.
 */
export const typeDefs = /* GraphQL */ `
  type Query {
    """
    What changed since a cursor, in pages, the oldest change first; without one, all that is public.
    Each entry is given whole, as it is now.
    """
    changes(after: String, first: Int): Changes!
  }

  type Changes {
    entries: [ContentEntry!]!
    "What is public no more, or never was."
    gone: [Gone!]!
    "Pass it as \`after\` to read on; also later, when more has changed."
    cursor: String!
    """
    Whether this is the first page of all. It is when there was no cursor, and when the cursor is not
    of this database's history: what is not given from here on does not exist.
    """
    fromStart: Boolean!
    "Whether another page follows already."
    more: Boolean!
  }

  enum Kind {
    Site
    Redirect
    Page
    Topic
    Clinic
    Author
    Post
    Comment
  }

  type Gone {
    kind: Kind!
    id: ID!
  }

  union ContentEntry = Site | Redirect | Page | Topic | Clinic | Author | Post | Comment

  type Media {
    id: ID!
    url: String!
    width: Int
    height: Int
    mime: String!
    "Changes when the file is replaced."
    version: DateTime!
  }

  type Picture {
    file: Media
    alt: String
    decorative: Boolean
    credit: String
  }

  type Link {
    label: String!
    url: String!
  }

  type Seo {
    title: String
    description: String
    image: Media
    noIndex: Boolean
  }

  type Site {
    id: ID!
    name: String
    tagline: String
    navigation: [Link!]!
    medicalDisclaimer: String
    emergencyNotice: String
    links: [Link!]!
    defaultImage: Picture
    securityContact: String
    securityExpires: String
    comments: CommentSettings
  }

  type CommentSettings {
    emailRequired: Boolean
    closeAfterDays: Int
  }

  type Redirect {
    id: ID!
    from: String!
    to: String!
    permanent: Boolean
  }

  type Page {
    id: ID!
    slug: String
    title: String!
    summary: String
    body: JSON
    images: [Media!]!
    seo: Seo
    updatedAt: DateTime!
  }

  type Topic {
    id: ID!
    slug: String
    name: String
    kind: String!
    description: JSON
    images: [Media!]!
    updatedAt: DateTime!
  }

  type Clinic {
    id: ID!
    slug: String
    name: String
    legalName: String
    statement: [Statement!]!
    address: Address
    geo: Geo
    phone: String
    email: String
    timeZone: String!
    hours: [OpeningHours!]!
    exceptions: [HoursException!]!
    services: [Service!]!
    languages: String
    accessNotes: String
    bookingUrl: String
    links: [Link!]!
    logo: Picture
    photos: [Picture!]!
    updatedAt: DateTime!
  }

  type Statement {
    language: String!
    text: String!
  }

  type Address {
    street: String!
    locality: String!
    region: String
    postalCode: String
    country: String!
  }

  type Geo {
    latitude: Float!
    longitude: Float!
  }

  type OpeningHours {
    weekday: String!
    opens: String!
    closes: String!
  }

  type HoursException {
    from: String!
    to: String!
    closed: Boolean!
    opens: String
    closes: String
    note: String
  }

  type Service {
    name: String!
    description: String
  }

  type Author {
    id: ID!
    slug: String
    name: String
    honorific: String
    credentials: [Credential!]!
    education: [Education!]!
    portrait: Picture
    shortBio: String
    bio: JSON
    images: [Media!]!
    languages: String
    specialties: [ID!]!
    clinics: [ID!]!
    bookingUrl: String
    links: [Link!]!
    updatedAt: DateTime!
  }

  type Credential {
    abbreviation: String!
    title: String!
    issuer: String
    licenceNumber: String
    jurisdiction: String
  }

  type Education {
    institution: String!
    award: String
    year: Int
  }

  type Post {
    id: ID!
    slug: String
    title: String!
    summary: String
    takeaways: [String!]!
    body: JSON
    images: [Media!]!
    cover: Picture
    authors: [ID!]!
    reviewer: ID
    reviewedOn: String
    nextReviewOn: String
    clinic: ID
    topics: [ID!]!
    references: [Reference!]!
    disclosure: String
    corrections: [Correction!]!
    commentsOpen: Boolean
    publishAt: DateTime
    updatedAt: DateTime!
    seo: Seo
  }

  type Reference {
    key: String!
    type: String!
    title: String!
    authors: String!
    container: String
    year: Int!
    volume: String
    issue: String
    pages: String
    doi: String
    pmid: String
    isbn: String
    url: String
    finding: String
  }

  type Correction {
    date: String!
    note: String!
  }

  type Comment {
    id: ID!
    post: ID
    parent: ID
    author: ID
    name: String
    text: String!
    submittedAt: DateTime!
  }
`;
