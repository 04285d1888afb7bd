/** The posts of a list. As one template: lists are what most pages consist of (see the README). */
import { paths, type PostCard, type Replica } from '@meridian/content';
import { picture } from '../article/picture.ts';
import { Html, html } from '@meridian/article/markup';
import { formatDate } from './format.ts';
import { timeZoneOf } from './time-zone.ts';

interface PostListOptions {
  /** Of the headings. */
  level: 2 | 3;
  /** Whether the list begins where the visitor looks first. */
  first: boolean;
}

/** Who wrote a post, as lists say it. */
export function authorNames(content: Replica, { authors }: PostCard): string {
  return authors.flatMap((id) => content.get('Author', id)?.name ?? []).join(', ');
}

export function postItems(
  content: Replica,
  posts: readonly PostCard[],
  { level, first }: PostListOptions,
): Html {
  const tag = new Html(`h${String(level)}`);
  const items = posts.map((post, index) => {
    const { slug, title, summary, publishAt, cover } = post;
    const image =
      cover &&
      picture({
        media: cover.file,
        alt: '',
        sizes: '(min-width: 46rem) 14rem, 92vw',
        eager: first && index === 0,
      });
    const date = formatDate(publishAt, timeZoneOf(content, post));
    const heading = html`<${tag}><a href="${paths.post(slug)}">${title}</a></${tag}>`;
    const names = authorNames(content, post);
    const by = names === '' ? '' : `${names}, `;
    const meta = html`<p class="meta">${by}<time datetime="${publishAt}">${date}</time></p>`;
    return html`<li>${image}<div>${heading}<p>${summary}</p>${meta}</div></li>`;
  });
  return html`${items}`;
}
