/** A visitor with a browser, as the CMS's intake of comments sees one. */
import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';

export interface Proof {
  challenge: Challenge;
  solution: { counter: number; derivedKey: string };
}

export interface Answer {
  status: number;
  headers: Headers;
  body: {
    token?: string;
    editableUntil?: number;
    isShown?: boolean;
    hasMail?: boolean;
    message?: string;
    problems?: { field: string; message: string }[];
    challenge?: Challenge;
  };
}

export class Commenter {
  readonly #endpoint: string;
  readonly #address: string;

  /** @param address where it seems to come from; see TRUSTED_PROXIES. */
  constructor(cmsUrl: string, address: string) {
    this.#endpoint = `${cmsUrl}/api/comments`;
    this.#address = address;
  }

  async send(body: object): Promise<Answer> {
    const response = await fetch(this.#endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': this.#address },
      body: JSON.stringify(body),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Answer['body'],
    };
  }

  /** Sends a form, as a browser without script does. */
  async sendForm(fields: Record<string, string>): Promise<{ status: number; page: string }> {
    const response = await fetch(this.#endpoint, {
      method: 'POST',
      headers: { 'x-forwarded-for': this.#address },
      body: new URLSearchParams(fields),
    });
    return { status: response.status, page: await response.text() };
  }

  /** Has a challenge given for a post, and solves it. */
  async prove(post: string): Promise<Proof> {
    const { body } = await this.send({ post });
    if (!body.challenge) throw new Error(`There was no challenge: ${JSON.stringify(body)}`);
    return solve(body.challenge);
  }
}

export async function solve(challenge: Challenge): Promise<Proof> {
  const solution = await solveChallenge({ challenge, deriveKey });
  if (!solution) throw new Error('The challenge was not solved in time.');
  const { counter, derivedKey } = solution;
  return { challenge, solution: { counter, derivedKey } };
}
