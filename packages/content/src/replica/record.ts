/** How the replica keeps an entry: what it is found by, the lists that it stands in, what it shows. */
import type { Entry, Kind, Post } from '../domain/entries.ts';
import type { Media, Picture } from '../domain/pictures.ts';
import { pathOf } from '../paths.ts';

/** A list that entries of one kind stand in. */
export type Scope = 'all' | `${'author' | 'topic' | 'clinic' | 'post'}:${string}`;

/** What lists show of a post; the rest is read for the post's own page alone. */
export type PostCard = Omit<Post, 'body' | 'images' | 'references' | 'corrections' | 'takeaways'>;

export interface EntryRecord {
  kind: Kind;
  id: string;
  slug: string | undefined;
  /** The address that it claims. */
  path: string | undefined;
  /** What people call it. */
  label: string;
  /** A short form for lists, where the whole is long. */
  card: PostCard | undefined;
  /** Where it stands in its lists. */
  position: string;
  scopes: ReadonlySet<Scope>;
  media: readonly Media[];
}

export function recordOf(item: Entry): EntryRecord {
  const { kind, entry } = item;
  const slug = 'slug' in entry ? entry.slug : undefined;
  const { position, scopes } = listingOf(item);
  return {
    kind,
    id: entry.id,
    slug,
    path: kind === 'Redirect' ? entry.from : slug && pathOf(kind, slug),
    label: labelOf(item),
    card: kind === 'Post' ? cardOf(entry) : undefined,
    position,
    scopes: new Set(scopes),
    media: mediaOf(item),
  };
}

function cardOf({ body, images, references, corrections, takeaways, ...rest }: Post): PostCard {
  return rest;
}

function labelOf(item: Entry): string {
  switch (item.kind) {
    case 'Post':
    case 'Page':
      return item.entry.title;
    case 'Redirect':
      return item.entry.from;
    default:
      return item.entry.name;
  }
}

/** In which lists an entry stands, and where in them. */
function listingOf(item: Entry): { position: string; scopes: Scope[] } {
  switch (item.kind) {
    case 'Post': {
      const { publishAt, authors, topics, clinic } = item.entry;
      const scopes: Scope[] = ['all'];
      for (const author of authors) scopes.push(`author:${author}`);
      for (const topic of topics) scopes.push(`topic:${topic}`);
      if (clinic !== undefined) scopes.push(`clinic:${clinic}`);
      return { position: publishAt, scopes };
    }
    case 'Author': {
      const { name, clinics, specialties } = item.entry;
      const scopes: Scope[] = ['all'];
      for (const clinic of clinics) scopes.push(`clinic:${clinic}`);
      for (const topic of specialties) scopes.push(`topic:${topic}`);
      return { position: sortKey(name), scopes };
    }
    case 'Comment':
      return { position: item.entry.submittedAt, scopes: [`post:${item.entry.post}`] };
    default:
      return { position: sortKey(labelOf(item)), scopes: ['all'] };
  }
}

/** The images that an entry shows. */
function mediaOf(item: Entry): Media[] {
  const shown = (...pictures: (Picture | undefined)[]) =>
    pictures.flatMap((picture) => picture?.file ?? []);
  switch (item.kind) {
    case 'Site':
      return shown(item.entry.defaultImage);
    case 'Page':
      return [...item.entry.images, ...(item.entry.seo?.image ? [item.entry.seo.image] : [])];
    case 'Topic':
      return item.entry.images;
    case 'Clinic':
      return shown(item.entry.logo, ...item.entry.photos);
    case 'Author':
      return [...shown(item.entry.portrait), ...item.entry.images];
    case 'Post': {
      const { cover, images, seo } = item.entry;
      return [...shown(cover), ...images, ...(seo?.image ? [seo.image] : [])];
    }
    case 'Redirect':
    case 'Comment':
      return [];
  }
}

/** Names in the order of their letters, whatever their case and accents. */
function sortKey(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
