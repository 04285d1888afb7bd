/**
 * The site as a program: what `astro build` bundles, and the publisher runs. A page is rendered when
 * it is asked for, so that each core can take a share of a site, and one page costs no more than one.
 */
import type { SiteProgram } from '@meridian/content';
import { createApp } from 'astro/app/entrypoint';
import { content } from './content.ts';
import { sitePages as pagesOf } from './site-pages.ts';

const app = createApp({ streaming: false });

// Astro would answer with a page for visitors; here the page's error is what the publisher needs.
app.renderError = (request, { status, error }) =>
  Promise.reject(
    error instanceof Error
      ? error
      : new Error(`${request.url} was answered with status ${String(status)}.`),
  );

export const sitePages: SiteProgram['sitePages'] = async () => {
  const { result } = await content.recorded(() => Promise.resolve(pagesOf(content)));
  return result;
};

export const renderPage: SiteProgram['renderPage'] = async (path) => {
  const { result, reads } = await content.recorded(async () => {
    const response = await app.render(new Request(new URL(path, import.meta.env.SITE)));
    return response.arrayBuffer();
  });
  return { body: new Uint8Array(result), reads };
};
