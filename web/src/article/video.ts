/** A video: a link, in whose place the player comes when the visitor asks for it, and no earlier. */
import { type NodeOf, playerOf } from '@meridian/article';
import { html, type Html } from '@meridian/article/markup';
import videoPlayer from '../islands/video-player.ts?worker&url';
import type { ArticleContext } from './context.ts';

export function video({ attrs: { url, title } }: NodeOf<'video'>, context: ArticleContext): Html {
  const player = context.isPage ? playerOf(new URL(url)) : undefined;
  const host = new URL(url).hostname.replace(/^www\./, '');
  const link = html`<a href="${url}"${player !== undefined && html` data-title="${title}"`}>Watch: ${title} <small>(${host})</small></a>`;
  if (player === undefined) return html`<p class="video">${link}</p>`;
  return html`<video-player class="video" data-island="${videoPlayer}" data-load="click" data-player="${player}">${link}</video-player>`;
}
