/** Addresses that stand in e-mail. */
import { anchors, paths } from '@meridian/content';
import type { Tokens } from '../tokens';

export class Links {
  readonly #cms: string;
  readonly #site: string;
  readonly #tokens: Tokens;

  /** @param cms the CMS's address, as browsers reach it. @param site the site's. */
  constructor(cms: string, site: string, tokens: Tokens) {
    this.#cms = cms;
    this.#site = site;
    this.#tokens = tokens;
  }

  /** A comment, where it is shown: on which page of the comments on an article. */
  comment(slug: string, page: number, id: string): string {
    return new URL(`${paths.commentsPage(slug, page)}#${anchors.comment(id)}`, this.#site).href;
  }

  /** Where its writer changes or withdraws it. */
  writer(comment: string): string {
    return this.#page(this.#tokens.give('writer', { comment }));
  }

  /** Where its writer says whether answers are to be told. */
  answers(comment: string): string {
    return this.#page(this.#tokens.give('answers', { comment }));
  }

  /** Where a moderator turns e-mail off. */
  moderator(user: number): string {
    return this.#page(this.#tokens.give('moderator', { user }));
  }

  moderation(): string {
    return `${this.#cms}/admin/comments`;
  }

  #page(token: string): string {
    return `${this.#cms}/api/comments?token=${token}`;
  }
}
