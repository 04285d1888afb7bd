/** Videos that can be played in a page. */

/** Hosts whose player can stand in a page, each in the form that sets no cookie before it plays. */
const players: readonly { host: RegExp; player: (url: URL) => string | undefined }[] = [
  {
    host: /^(?:www\.|m\.)?youtube(?:-nocookie)?\.com$/,
    player: ({ pathname, searchParams }) =>
      youtube(searchParams.get('v') ?? /^\/(?:embed|shorts|live)\/([^/]+)/.exec(pathname)?.[1]),
  },
  { host: /^youtu\.be$/, player: ({ pathname }) => youtube(pathname.slice(1)) },
  {
    host: /^(?:www\.|player\.)?vimeo\.com$/,
    player({ pathname }) {
      const id = /^\/(?:video\/)?(\d+)/.exec(pathname)?.[1];
      return id === undefined ? undefined : `https://player.vimeo.com/video/${id}?autoplay=1&dnt=1`;
    },
  },
];

const youtube = (id: string | undefined) =>
  id !== undefined && /^[\w-]{6,20}$/.test(id)
    ? `https://www.youtube-nocookie.com/embed/${id}?autoplay=1`
    : undefined;

/** The address of the player of a video; undefined when the page can only lead to it. */
export function playerOf(url: URL): string | undefined {
  return players.find(({ host }) => host.test(url.hostname))?.player(url);
}
