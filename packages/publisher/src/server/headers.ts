/** Headers of every answer of the site. */
import type { ServerResponse } from 'node:http';

export interface HeaderOptions {
  /** Origins, beside the site's own, that pages may send forms and requests to. */
  connectTo?: readonly string[];
  /** For how many seconds browsers shall insist on https; 0 for a site without it. */
  hstsSeconds?: number;
}

/** Players that come into a page when a visitor asks for a video: see `web/src/article/video.ts`. */
const videoPlayers = ['https://www.youtube-nocookie.com', 'https://player.vimeo.com'];

/**
 * Pages load nothing from elsewhere but the player of a video, and run no script but files of the site. JSON-LD is data, which
 * the policy does not concern.
 * @see https://www.w3.org/TR/CSP3/
 */
function contentPolicy({ connectTo = [] }: HeaderOptions): string {
  const other = connectTo.map((origin) => ` ${origin}`).join('');
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    `frame-src ${videoPlayers.join(' ')}`,
    `connect-src 'self'${other}`,
    `form-action 'self'${other}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export function setHeaders(response: ServerResponse, options: HeaderOptions): void {
  const { hstsSeconds = 0 } = options;
  response.setHeader('Content-Security-Policy', contentPolicy(options));
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin');
  response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=()');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('X-Frame-Options', 'DENY');
  if (hstsSeconds > 0)
    response.setHeader('Strict-Transport-Security', `max-age=${String(hstsSeconds)}`);
}

/**
 * Lets pages of other origins load a file: an answer of the CMS to a form without script is in the site's
 * design, and needs its styles and faces.
 */
export function openToOthers(response: ServerResponse): void {
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  response.setHeader('Access-Control-Allow-Origin', '*');
}

/** Files whose names change with what they hold. */
export const isImmutable = (path: string): boolean =>
  /^\/(?:assets|images|share|search\/words)\//.test(path);

/** Pages are asked for each time, and sent only when they have changed. */
export const cachingOf = (path: string): string =>
  isImmutable(path) ? 'public, max-age=31536000, immutable' : 'public, max-age=0, must-revalidate';
