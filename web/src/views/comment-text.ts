/** The text of a comment as markup: paragraphs, line breaks and links, whatever it holds. */
import { paragraphs } from '@meridian/comments';
import { html } from '@meridian/article/markup';

export const commentMarkup = (text: string): string =>
  paragraphs(text)
    .map((lines) => {
      const shown = lines.map((line) =>
        line.map((piece) =>
          piece.href === undefined
            ? html`${piece.text}`
            : html`<a href="${piece.href}" rel="nofollow ugc">${piece.text}</a>`,
        ),
      );
      const withBreaks = shown.flatMap((line, index) =>
        index === 0 ? line : [html`<br />`, ...line],
      );
      // Each paragraph is in the direction of its own writing.
      return html`<p class="comment-text" dir="auto">${withBreaks}</p>`.markup;
    })
    .join('');
