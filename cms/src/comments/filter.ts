/** The filter that learns: from examples to begin with, then from what moderators decide. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  featuresOf,
  Filter,
  type Learnt,
  type Lesson,
  type Suspect,
} from '@meridian/comments/spam';
import type { Knex } from 'knex';
import { decidedComments } from './moderation/decisions';
import type { State } from './store';

/** As many decided comments as are learnt from, the newest. */
const remembered = 10_000;
/** As many lessons as can be taken back. */
const takenBack = 1_000;

/** What a decision says of a comment: a rejected one may be honest, and only unwelcome. */
const kinds = {
  approved: 'honest',
  spam: 'spam',
  pending: undefined,
  rejected: undefined,
} as const;
const telling = ['approved', 'spam'] as const;

/** The filter as it stands: what was decided is kept with the comments, so that nothing else need be. */
export async function learnFilter(database: Knex): Promise<LearningFilter> {
  const decided: (Suspect & { state: (typeof telling)[number] })[] = await database('comments')
    .whereIn('state', [...telling])
    // What the filter itself has held must not make it surer of itself.
    .whereIn('document_id', decidedComments(database))
    .orderBy('id', 'desc')
    .limit(remembered)
    .select('name', 'body', 'state');
  const filter = new Filter();
  filter.study([
    ...examples(),
    ...decided.map((comment) => ({ features: featuresOf(comment), kind: kinds[comment.state] })),
  ]);
  return new LearningFilter(filter);
}

export class LearningFilter {
  readonly filter: Filter;
  /** What was learnt since the start, by comment. */
  readonly #lessons = new Map<string, Learnt>();

  constructor(filter: Filter) {
    this.filter = filter;
  }

  /**
   * Learns from a decision on a comment in place of the one before. One of before the start is forgotten with
   * the next start, when it is taken back, and outweighed, when it is turned round.
   */
  relearn(id: string, comment: Suspect, to: State): void {
    const before = this.#lessons.get(id);
    if (before) this.filter.forget(before);
    this.#lessons.delete(id);
    const kind = kinds[to];
    if (!kind) return;
    this.#lessons.set(id, this.filter.learn({ features: featuresOf(comment), kind }));
    const [oldest] = this.#lessons.keys();
    if (this.#lessons.size > takenBack && oldest !== undefined) this.#lessons.delete(oldest);
  }
}

function examples(): Lesson[] {
  const folder = dirname(require.resolve('@meridian/comments/examples/first.jsonl'));
  return readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'))
    .map((line) => {
      const { is, ...comment } = JSON.parse(line) as Suspect & { is: Lesson['kind'] };
      return { features: featuresOf(comment), kind: is };
    });
}
