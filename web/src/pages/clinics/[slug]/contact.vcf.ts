/** A clinic for the address book. @see https://www.rfc-editor.org/rfc/rfc6350 */
import { paths } from '@meridian/content';
import type { APIRoute } from 'astro';
import { content } from '../../../content.ts';
import { entryAt } from '../../../views/address.ts';
import { vcard } from '../../../views/vcard.ts';

export const GET: APIRoute = ({ params, site }) => {
  const clinic = entryAt(content, 'Clinic', params.slug);
  const page = new URL(paths.clinic(clinic.slug), site).href;
  return new Response(vcard(clinic, page), {
    headers: { 'content-type': 'text/vcard; charset=utf-8' },
  });
};
