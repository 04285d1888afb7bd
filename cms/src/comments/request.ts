/** What a visitor's request may hold. */
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Change, Evidence, Intake, Submission } from './intake';
import { proofSchema } from './proof';

export interface Context {
  req: IncomingMessage;
  query: Record<string, unknown>;
  request: { body: unknown; is: (...types: string[]) => string | false | null };
  status: number;
  body: unknown;
  set: (headers: Record<string, string>) => void;
}

/** Where a request comes from, and when. */
export interface Sender {
  address: string;
  now: number;
}

/** Texts are checked later, in words for the visitor; here they only have to be texts. */
const text = z.string().max(20_000).default('');
const id = z.string().regex(/^[a-z0-9]{1,64}$/);

export const submissionSchema = z
  .object({
    post: id,
    parent: z.preprocess((value) => (value === '' ? undefined : value), id.optional()),
    name: text,
    email: text,
    body: text,
    website: text,
    answers: z.union([z.literal('yes'), z.boolean()]).default(false),
  })
  .transform(({ website, answers, ...rest }): Submission => ({
    ...rest,
    parent: rest.parent,
    answers: answers !== false,
    trap: website,
  }));

export const token = z.string().max(1_000);

/** A visitor asks how it stands with their comment. */
export const lookSchema = z.object({ token, look: z.literal(true) });

export const changeSchema = z.object({
  token,
  body: text,
  withdraw: z.union([z.literal('yes'), z.literal(true)]).optional(),
});

/** What somebody says of e-mail: by the page that a link leads to, or by the button of a mail program. */
export const wishSchema = z.union([
  z.object({ token, mail: z.enum(['yes', 'no']) }),
  // RFC 8058
  z
    .object({ 'List-Unsubscribe': z.literal('One-Click'), token })
    .transform(({ token }) => ({ token, mail: 'no' as const })),
]);

const evidenceSchema = z.union([
  z.object({ proof: proofSchema }),
  z.object({ form: z.string().min(1).max(1_000) }),
]);

/** What shows that a visitor is none of many. */
export const evidenceOf = ({ request }: Context): Evidence | undefined =>
  evidenceSchema.safeParse(request.body).data;

/** Changes a comment as its writer wants, or withdraws it. */
export const changed = (
  intake: Intake,
  { token, body, withdraw }: z.output<typeof changeSchema>,
  { now }: Sender,
): Promise<Change> =>
  withdraw === undefined ? intake.rewrite(token, body, now) : intake.withdraw(token);

export const unreadable = 'This is not what the form of the site sends. Please load its page anew.';
