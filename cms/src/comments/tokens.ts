/** Texts that the CMS gives out and takes back only as it gave them: for one purpose each. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a token says, by what it is for. */
interface Claims {
  /** Its bearer wrote the comment. */
  writer: { comment: string };
  /** Its bearer has the address that the comment was sent with. */
  answers: { comment: string };
  /** Its bearer has the address of a moderator. */
  moderator: { user: number };
  /** Its bearer was shown the form without script, for a post at a time. */
  form: { post: string; at: number; nonce: string };
}

export class Tokens {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** A secret of its own for another purpose. */
  secretFor(purpose: string): string {
    return createHmac('sha256', this.#secret).update(purpose).digest('base64url');
  }

  give<P extends keyof Claims>(purpose: P, claims: Claims[P]): string {
    const text = Buffer.from(JSON.stringify(claims)).toString('base64url');
    return `${text}.${this.#sign(purpose, text)}`;
  }

  /** What it says; undefined for all that was not given out for this purpose. */
  take<P extends keyof Claims>(purpose: P, token: string | undefined): Claims[P] | undefined {
    const [text = '', signature = ''] = (token ?? '').split('.');
    const [given, right] = [Buffer.from(signature), Buffer.from(this.#sign(purpose, text))];
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
    // What is signed was written by `give`.
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as Claims[P];
  }

  #sign(purpose: string, text: string): string {
    return createHmac('sha256', this.secretFor(purpose)).update(text).digest('base64url');
  }
}
