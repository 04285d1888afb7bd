/** What the site holds, for programs that read it for somebody. @see https://llmstxt.org */
import { paths } from '@meridian/content';
import type { APIRoute } from 'astro';
import { content } from '../content.ts';
import { formatName, formatPlace } from '../views/format.ts';
import { siteOf } from '../views/site.ts';

export const GET: APIRoute = ({ site }) => {
  const { name, tagline, medicalDisclaimer } = siteOf(content);
  const line = (label: string, path: string, about?: string) =>
    `- [${label}](${new URL(path, site).href})${about === undefined ? '' : `: ${about}`}`;
  const section = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? [`## ${title}`, lines.join('\n')] : [];
  const text = [
    `# ${name}`,
    ...(tagline === undefined ? [] : [`> ${tagline}`]),
    ...(medicalDisclaimer === undefined ? [] : [medicalDisclaimer]),
    ...section('Articles', [
      line('All articles', paths.archive({ of: 'all' })),
      line('The newest articles with all their text, as JSON', paths.feed({ of: 'all' }, 'json')),
      line('Every page, with its last change', paths.sitemap()),
    ]),
    ...section(
      'Topics',
      content.list('Topic', 'all').map((topic) => line(topic.name, paths.topic(topic.slug))),
    ),
    ...section(
      'Practitioners',
      content
        .list('Author', 'all')
        .map((author) => line(formatName(author), paths.author(author.slug), author.shortBio)),
    ),
    ...section(
      'Clinics',
      content
        .list('Clinic', 'all')
        .map((clinic) => line(clinic.name, paths.clinic(clinic.slug), formatPlace(clinic.address))),
    ),
    ...section(
      'About this site',
      content
        .list('Page', 'all')
        .map((page) => line(page.title, paths.page(page.slug), page.summary)),
    ),
  ];
  return new Response(`${text.join('\n\n')}\n`);
};
