/**
 * Puts answers of the CMS into the site's design: the site's own page about comments is their frame. While
 * the site cannot be reached, an answer stands by itself.
 */
import { html } from '@meridian/article/markup';
import { paths } from '@meridian/content';
import type { AnswerPage } from './answer-page';

/** For how long the frame is used again, in milliseconds. */
const freshFor = 60_000;
const patience = 2_000;

export class SiteFrame {
  readonly #site: string | undefined;
  #known: { text: string | undefined; at: number } | undefined;

  /** @param site the origin of the site. */
  constructor(site: string | undefined) {
    this.#site = site;
  }

  /** What an answer may load: files of the site. */
  policy(): string {
    const site = this.#site ?? "'none'";
    return [
      "default-src 'none'",
      ...['style', 'script', 'img', 'font'].map((kind) => `${kind}-src ${site}`),
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; ');
  }

  async around({ title, content }: AnswerPage, now: number): Promise<string> {
    const frame = await this.#frame(now);
    const body = html`<h1>${title}</h1>
      ${content}`;
    if (frame === undefined)
      return html`<!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <title>${title}</title>
          </head>
          <body>
            <main>${body}</main>
          </body>
        </html>`.markup;
    // Functions, because a text after all may hold what `replace` takes for a reference.
    return frame
      .replace(/<title>[^<]*<\/title>/, () => html`<title>${title}</title>`.markup)
      .replace(
        /(<main\b[^>]*>)[\s\S]*(<\/main>)/,
        (_, start: string, end: string) =>
          `${start}<div class="comment-answer">${body.markup}</div>${end}`,
      );
  }

  async #frame(now: number): Promise<string | undefined> {
    const site = this.#site;
    if (site === undefined) return undefined;
    if (this.#known && now - this.#known.at < freshFor) return this.#known.text;
    // An answer without the site's design is better than none.
    const answer = await fetch(new URL(paths.comments(), site), {
      signal: AbortSignal.timeout(patience),
    }).catch(() => undefined);
    const text = answer?.ok === true ? await answer.text() : undefined;
    const frame = text?.replaceAll(/ (href|src)="\/(?!\/)/g, ` $1="${site}/`);
    this.#known = { text: frame ?? this.#known?.text, at: now };
    return this.#known.text;
  }
}
