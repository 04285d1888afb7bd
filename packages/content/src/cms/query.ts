/** The one question that the site asks the CMS. Its types come from the committed schema. */
import { initGraphQLTada, type ResultOf } from 'gql.tada';
import type { introspection } from './graphql-env.d.ts';

const graphql = initGraphQLTada<{
  introspection: introspection;
  // What a JSON field holds is parsed at the seam.
  scalars: { JSON: unknown; DateTime: string };
  disableMasking: true;
}>();

const media = graphql(`
  fragment media on Media {
    id
    url
    width
    height
    mime
    version
  }
`);

const picture = graphql(
  `
    fragment picture on Picture {
      alt
      decorative
      credit
      file {
        ...media
      }
    }
  `,
  [media],
);

const seo = graphql(
  `
    fragment seo on Seo {
      title
      description
      noIndex
      image {
        ...media
      }
    }
  `,
  [media],
);

export const changesQuery = graphql(
  `
    query Changes($after: String, $first: Int!) {
      changes(after: $after, first: $first) {
        cursor
        fromStart
        more
        gone {
          kind
          id
        }
        entries {
          __typename
          ... on Site {
            id
            name
            tagline
            medicalDisclaimer
            emergencyNotice
            securityContact
            securityExpires
            comments {
              emailRequired
              closeAfterDays
            }
            navigation {
              label
              url
            }
            links {
              label
              url
            }
            defaultImage {
              ...picture
            }
          }
          ... on Redirect {
            id
            from
            to
            permanent
          }
          ... on Page {
            id
            slug
            title
            summary
            body
            updatedAt
            images {
              ...media
            }
            seo {
              ...seo
            }
          }
          ... on Topic {
            id
            slug
            name
            kind
            description
            updatedAt
            images {
              ...media
            }
          }
          ... on Clinic {
            id
            slug
            name
            legalName
            phone
            email
            timeZone
            languages
            accessNotes
            bookingUrl
            updatedAt
            statement {
              language
              text
            }
            address {
              street
              locality
              region
              postalCode
              country
            }
            geo {
              latitude
              longitude
            }
            hours {
              weekday
              opens
              closes
            }
            exceptions {
              from
              to
              closed
              opens
              closes
              note
            }
            services {
              name
              description
            }
            links {
              label
              url
            }
            logo {
              ...picture
            }
            photos {
              ...picture
            }
          }
          ... on Author {
            id
            slug
            name
            honorific
            shortBio
            bio
            languages
            specialties
            clinics
            bookingUrl
            updatedAt
            credentials {
              abbreviation
              title
              issuer
              licenceNumber
              jurisdiction
            }
            education {
              institution
              award
              year
            }
            portrait {
              ...picture
            }
            images {
              ...media
            }
            links {
              label
              url
            }
          }
          ... on Post {
            id
            slug
            title
            summary
            takeaways
            body
            authors
            reviewer
            reviewedOn
            nextReviewOn
            clinic
            topics
            disclosure
            commentsOpen
            publishAt
            updatedAt
            images {
              ...media
            }
            cover {
              ...picture
            }
            references {
              key
              type
              title
              authors
              container
              year
              volume
              issue
              pages
              doi
              pmid
              isbn
              url
              finding
            }
            corrections {
              date
              note
            }
            seo {
              ...seo
            }
          }
          ... on Comment {
            id
            post
            parent
            author
            name
            text
            submittedAt
          }
        }
      }
    }
  `,
  [media, picture, seo],
);

/** A page of the answer, as the CMS gives it. */
export type RawChanges = ResultOf<typeof changesQuery>['changes'];
export type RawEntry = RawChanges['entries'][number];
export type RawKind = RawEntry['__typename'];
export type Raw<Kind extends RawKind> = Extract<RawEntry, { __typename: Kind }>;
