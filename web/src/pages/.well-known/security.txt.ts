/** Where to report a hole in the site. @see https://www.rfc-editor.org/rfc/rfc9116 */
import { paths } from '@meridian/content';
import type { APIRoute } from 'astro';
import { content } from '../../content.ts';
import { siteOf } from '../../views/site.ts';

export const GET: APIRoute = ({ site }) => {
  const { securityContact = '', securityExpires = '' } = siteOf(content);
  const isPage = securityContact.startsWith('https://');
  const contact = isPage ? securityContact : `mailto:${securityContact}`;
  const lines = [
    `Contact: ${contact}`,
    `Expires: ${securityExpires}T23:59:59Z`,
    'Preferred-Languages: en',
    `Canonical: ${new URL(paths.securityTxt(), site).href}`,
  ];
  return new Response(`${lines.join('\n')}\n`);
};
