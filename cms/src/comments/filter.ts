/** The filter that learns: from examples to begin with, then from what moderators decide. */
import { readFileSync } from 'node:fs';
import { Bayes, type Counts, type Suspect, tokensOf } from '@meridian/comments/spam';
import type { Knex } from 'knex';
import { parse } from 'yaml';
import type { State } from './store';

/** As many decided comments as are learnt from, the newest. */
const remembered = 20_000;

/** What a decision says of a comment: a rejected one may be honest, and only unwelcome. */
const kinds = {
  approved: 'honest',
  spam: 'spam',
  pending: undefined,
  rejected: undefined,
} as const;
const telling = ['approved', 'spam'] as const;

/** The filter as it stands: what was decided is kept with the comments, so that nothing else need be. */
export async function learnFilter(database: Knex): Promise<Bayes> {
  const filter = new Bayes();
  for (const kind of ['spam', 'honest'] as const)
    for (const comment of examples(kind)) filter.learn(tokensOf(comment), kind);
  const decided: { name: string; body: string; state: (typeof telling)[number] }[] = await database(
    'comments',
  )
    .whereIn('state', [...telling])
    .orderBy('id', 'desc')
    .limit(remembered)
    .select('name', 'body', 'state');
  for (const { state, ...comment } of decided) filter.learn(tokensOf(comment), kinds[state]);
  return filter;
}

/** Learns from a decision, and forgets the one before. */
export function relearn(filter: Bayes, comment: Suspect, from: State, to: State): void {
  const tokens = tokensOf(comment);
  const [before, after] = [kinds[from], kinds[to]];
  if (before) filter.learn(tokens, before, -1);
  if (after) filter.learn(tokens, after);
}

function examples(kind: keyof Counts): Suspect[] {
  const file = require.resolve(`@meridian/comments/examples/${kind}.yaml`);
  return parse(readFileSync(file, 'utf8')) as Suspect[];
}
