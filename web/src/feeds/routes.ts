/** The answers of the routes of feeds: the route says the format, its path the subject. */
import type { FeedFormat } from '@meridian/content';
import type { APIRoute } from 'astro';
import { content } from '../content.ts';
import { feedOf, type FeedSubject } from './feed.ts';
import { feedTypes, writeFeed } from './formats.ts';

const kinds: Record<string, 'Author' | 'Clinic' | 'Topic'> = {
  practitioners: 'Author',
  clinics: 'Clinic',
  topics: 'Topic',
};

function subjectOf(pathname: string): FeedSubject {
  const [, section = '', slug] = pathname.split('/');
  const kind = kinds[section];
  return kind === undefined || slug === undefined ? { kind: 'all' } : { kind, slug };
}

const route =
  (format: FeedFormat): APIRoute =>
  ({ url }) => {
    const { origin } = new URL(import.meta.env.SITE);
    const feed = feedOf(content, subjectOf(url.pathname), origin);
    return new Response(writeFeed[format](feed, origin), {
      headers: { 'content-type': `${feedTypes[format]}; charset=utf-8` },
    });
  };

export const rss = route('rss');
export const atom = route('atom');
export const json = route('json');
