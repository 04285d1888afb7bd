/** Feeds in the formats that readers know. */
import { type FeedFormat, paths } from '@meridian/content';
import { html } from '@meridian/article/markup';
import type { Feed } from './feed.ts';

/** @param origin of the site. */
type Write = (feed: Feed, origin: string) => string;

export const feedTypes: Record<FeedFormat, string> = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
};

/** @see https://www.rssboard.org/rss-specification */
const rss: Write = ({ title, description, archive, home, items }, origin) => {
  const entries = items.map(
    (item) => html`<item>
<title>${item.title}</title>
<link>${item.url}</link>
<guid isPermaLink="false">${item.id}</guid>
<pubDate>${new Date(item.published).toUTCString()}</pubDate>
${item.authors.map(({ name }) => html`<dc:creator>${name}</dc:creator>`)}${item.topics.map(
      (topic) => html`<category>${topic}</category>`,
    )}
<description>${item.summary}</description>
<content:encoded>${item.body}</content:encoded>
</item>
`,
  );
  return html`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${title}</title>
<link>${home}</link>
<description>${description}</description>
<language>en</language>
<atom:link href="${origin + paths.feed(archive, 'rss')}" rel="self" type="application/rss+xml"/>
${entries}</channel>
</rss>
`.markup;
};

/** A feed without a post has not been updated yet; the format wants a date all the same. */
const beginning = '1970-01-01T00:00:00Z';

/** An entry keeps its id when its address changes. @see https://www.rfc-editor.org/rfc/rfc4287 4.2.6 */
const atom: Write = ({ title, description, archive, home, updated, items }, origin) => {
  const self = origin + paths.feed(archive, 'atom');
  const entries = items.map(
    (item) => html`<entry>
<id>${origin}/#${item.id}</id>
<title>${item.title}</title>
<link href="${item.url}"/>
<published>${item.published}</published>
<updated>${item.updated}</updated>
${item.authors.map(
  ({ name, url }) => html`<author><name>${name}</name><uri>${url}</uri></author>`,
)}${item.topics.map((topic) => html`<category term="${topic}"/>`)}
<summary>${item.summary}</summary>
<content type="html">${item.body}</content>
</entry>
`,
  );
  return html`<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${self}</id>
<title>${title}</title>
<subtitle>${description}</subtitle>
<updated>${updated ?? beginning}</updated>
<link href="${home}"/>
<link rel="self" href="${self}" type="application/atom+xml"/>
${entries}</feed>
`.markup;
};

/** @see https://www.jsonfeed.org/version/1.1/ */
const json: Write = ({ title, description, archive, home, items }, origin) =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    description,
    home_page_url: home,
    feed_url: origin + paths.feed(archive, 'json'),
    language: 'en',
    items: items.map((item) => ({
      id: item.id,
      url: item.url,
      title: item.title,
      summary: item.summary,
      content_html: item.body,
      date_published: item.published,
      date_modified: item.updated,
      authors: item.authors,
      tags: item.topics,
      ...(item.image === undefined ? {} : { image: item.image }),
    })),
  });

export const writeFeed: Record<FeedFormat, Write> = { rss, atom, json };
