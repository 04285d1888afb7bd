/** Talks to the intake of the CMS: proves that a browser has computed, and sends. */
import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import type { FieldProblem } from '@meridian/comments';

interface Sent {
  token: string;
  editableUntil: number;
  /** Whether it is shown without waiting for a moderator. */
  isShown: boolean;
}

type Answer =
  | { is: 'sent'; sent: Sent }
  | { is: 'to correct'; problems: FieldProblem[] }
  | { is: 'refused'; message: string };

/** The intake takes nothing that comes sooner after its challenge, in milliseconds. */
const leastTime = 3_200;

const unreachable =
  'The server does not answer. Your text is kept here; please try again in a moment.';

interface Response {
  status: number;
  body: Partial<Sent> & {
    problems?: FieldProblem[];
    message?: string;
    challenge?: Challenge;
    hasMail?: boolean;
  };
}

interface Solved {
  proof: { challenge: Challenge; solution: { counter: number; derivedKey: string } };
  askedAt: number;
}

export class IntakeClient {
  readonly #endpoint: string;
  readonly #post: string;
  readonly #onMail: () => void;
  #solved: Promise<Solved | undefined> | undefined;

  /** @param onMail is called when the intake says that it can tell of answers by e-mail. */
  constructor(endpoint: string, post: string, onMail: () => void) {
    this.#endpoint = endpoint;
    this.#post = post;
    this.#onMail = onMail;
  }

  /** Where a visitor reaches a comment from elsewhere. */
  linkTo(token: string): string {
    return `${this.#endpoint}?token=${token}`;
  }

  /** Has the browser compute while the visitor writes. */
  prepare(): void {
    this.#solved ??= this.#ask();
  }

  async send(comment: {
    name: string;
    email: string;
    body: string;
    website: string;
    answers: boolean;
    parent: string | undefined;
  }): Promise<Answer> {
    // A proof may have become too old while somebody wrote: then there is a second attempt.
    for (const isLast of [false, true]) {
      this.prepare();
      const solved = await this.#solved;
      if (solved) await until(solved.askedAt + leastTime);
      const answer = await this.#request({ post: this.#post, ...comment, proof: solved?.proof });
      // What was to be corrected may come again with the same proof.
      if (answer?.status !== 422) this.#solved = undefined;
      if (!answer?.body.challenge || isLast) return readAnswer(answer);
      this.#solved = solve(answer.body.challenge);
    }
    return readAnswer(undefined);
  }

  /** Whether a comment is shown by now, or gone; undefined when nobody knows. */
  async look(token: string): Promise<'shown' | 'not shown' | 'gone' | undefined> {
    const answer = await this.#request({ token, look: true });
    if (answer?.status === 404) return 'gone';
    if (answer?.status !== 200) return undefined;
    return answer.body.isShown === true ? 'shown' : 'not shown';
  }

  async rewrite(token: string, body: string): Promise<Answer> {
    return readAnswer(await this.#request({ token, body }));
  }

  /** @returns why it could not be withdrawn. */
  async withdraw(token: string): Promise<string | undefined> {
    const answer = await this.#request({ token, withdraw: true });
    if (answer?.status === 200 || answer?.status === 404) return undefined;
    return answer?.body.message ?? unreachable;
  }

  async #ask(): Promise<Solved | undefined> {
    const answer = await this.#request({ post: this.#post });
    if (answer?.body.hasMail === true) this.#onMail();
    return answer?.body.challenge && solve(answer.body.challenge);
  }

  /** Undefined when there is no answer, or none of the intake. */
  async #request(body: object): Promise<Response | undefined> {
    try {
      const response = await fetch(this.#endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const answer = (await response.json()) as Response['body'];
      return response.status >= 500 ? undefined : { status: response.status, body: answer };
    } catch {
      // The browser says why in its console.
      return undefined;
    }
  }
}

async function solve(challenge: Challenge): Promise<Solved | undefined> {
  const askedAt = Date.now();
  const solution = await solveChallenge({ challenge, deriveKey });
  if (!solution) return undefined;
  const { counter, derivedKey } = solution;
  return { proof: { challenge, solution: { counter, derivedKey } }, askedAt };
}

function readAnswer(answer: Response | undefined): Answer {
  const { token, editableUntil, isShown, problems, message = unreachable } = answer?.body ?? {};
  if (token !== undefined && editableUntil !== undefined)
    return { is: 'sent', sent: { token, editableUntil, isShown: isShown === true } };
  return problems ? { is: 'to correct', problems } : { is: 'refused', message };
}

const until = (time: number) =>
  new Promise((done) => {
    setTimeout(done, Math.max(0, time - Date.now()));
  });
