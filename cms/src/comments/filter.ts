/** The filter that learns: from examples to begin with, then from what moderators decide. */
import { readFileSync } from 'node:fs';
import { Bayes, type Counts, type Suspect, tokensOf } from '@meridian/comments/spam';
import type { Knex } from 'knex';
import { parse } from 'yaml';

/** As many decided comments as are learnt from, the newest. */
const remembered = 20_000;

const kinds = { approved: 'honest', spam: 'spam' } as const;

/** The filter as it stands: what was decided is kept with the comments, so that nothing else need be. */
export async function learnFilter(database: Knex): Promise<Bayes> {
  const filter = new Bayes();
  for (const kind of ['spam', 'honest'] as const)
    for (const comment of examples(kind)) filter.learn(tokensOf(comment), kind);
  const decided: { name: string; body: string; state: keyof typeof kinds }[] = await database(
    'comments',
  )
    .whereIn('state', Object.keys(kinds))
    .orderBy('id', 'desc')
    .limit(remembered)
    .select('name', 'body', 'state');
  for (const { state, ...comment } of decided) filter.learn(tokensOf(comment), kinds[state]);
  return filter;
}

function examples(kind: keyof Counts): Suspect[] {
  const file = require.resolve(`@meridian/comments/examples/${kind}.yaml`);
  return parse(readFileSync(file, 'utf8')) as Suspect[];
}
