/**
 * Proof of work: a browser computes for a fraction of a second before it sends, which costs a person
 * nothing and a flood of comments much. A challenge is signed, and hence kept nowhere; it is bound to
 * one post, and its solution is taken once.
 * @see https://altcha.org/docs/v2/proof-of-work
 */
import { randomInt } from 'node:crypto';
import { type Challenge, createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { z } from 'zod';
import type { Tokens } from './tokens';

/** A phone needs about a second for them. */
const work = { cost: 1_000, least: 300, most: 600 };
/** For how long a challenge can be solved, in seconds: somebody may write for long. */
const lifetime = 3_600;

/** What comes back; its numbers and texts are checked by their signature. */
export const proofSchema = z.object({
  challenge: z.object({
    parameters: z.looseObject({
      nonce: z.string().max(64),
      expiresAt: z.number(),
      data: z.object({ post: z.string().max(64), at: z.number() }),
    }),
    signature: z.string().max(128),
  }),
  solution: z.object({ counter: z.number(), derivedKey: z.string().max(128) }),
});
export type Proof = z.output<typeof proofSchema>;

/** That somebody has shown to be no program: how, since when, and what may not come twice. */
export interface Proven {
  by: 'proof' | 'form';
  askedAt: number;
  once: string;
  /** When it can no longer come, in milliseconds since 1970. */
  until: number;
}

export class ProofOfWork {
  readonly #secrets: { hmacSignatureSecret: string; hmacKeySignatureSecret: string };

  constructor(tokens: Tokens) {
    this.#secrets = {
      hmacSignatureSecret: tokens.secretFor('challenge'),
      hmacKeySignatureSecret: tokens.secretFor('solution'),
    };
  }

  challenge(post: string, now: number): Promise<Challenge> {
    return createChallenge({
      ...this.#secrets,
      algorithm: 'PBKDF2/SHA-256',
      cost: work.cost,
      counter: randomInt(work.least, work.most),
      deriveKey,
      expiresAt: Math.floor(now / 1_000) + lifetime,
      data: { post, at: now },
    });
  }

  /** What was proven; undefined for a challenge that is old, not ours, not solved, or of another post. */
  async verify({ challenge, solution }: Proof, post: string): Promise<Proven | undefined> {
    const { nonce, expiresAt, data } = challenge.parameters;
    if (data.post !== post) return undefined;
    const { verified } = await verifySolution({
      ...this.#secrets,
      // Its signature says that it is one that was made here.
      challenge: challenge as unknown as Challenge,
      solution: { ...solution, time: 0 },
      deriveKey,
    });
    if (!verified) return undefined;
    return { by: 'proof', askedAt: data.at, once: nonce, until: expiresAt * 1_000 };
  }
}
