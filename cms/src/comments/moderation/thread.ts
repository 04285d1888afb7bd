/** A comment among those around it. */
import type { Knex } from 'knex';
import { isoOf } from '../../database/iso-time';
import type { State } from '../store';
import type { QueuedComment } from './queue';

type Row = Record<string, unknown>;

/** A comment among those around it. */
export interface ThreadComment extends Pick<
  QueuedComment,
  'id' | 'name' | 'body' | 'state' | 'submittedAt'
> {
  /** 0 for the one that began the thread. */
  depth: number;
}

/** The whole thread that a comment belongs to, as it is read: each above the answers to it. */
export async function threadOf(database: Knex, id: string): Promise<ThreadComment[]> {
  const rows: Row[] = await database
    .withRecursive('up', (query) => {
      void query
        .from('comments as c')
        .where('c.document_id', id)
        .select('c.id')
        .union((next) => {
          void next
            .from('up')
            .join('comments_parent_lnk as l', 'l.comment_id', 'up.id')
            .select('l.inv_comment_id');
        });
    })
    .withRecursive('thread', (query) => {
      void query
        .from('up')
        .whereNotExists((answers) => {
          void answers.from('comments_parent_lnk as l').whereRaw('l.comment_id = up.id');
        })
        .select('up.id')
        .union((next) => {
          void next
            .from('thread')
            .join('comments_parent_lnk as l', 'l.inv_comment_id', 'thread.id')
            .select('l.comment_id');
        });
    })
    .from('thread')
    .join('comments as c', 'c.id', 'thread.id')
    .leftJoin('comments_parent_lnk as l', 'l.comment_id', 'c.id')
    .orderBy('c.submitted_at')
    .orderBy('c.id')
    .select('c.*', 'l.inv_comment_id as parent');
  const below = (parent: number | null, depth: number): ThreadComment[] =>
    rows
      .filter((row) => (row.parent === null ? null : Number(row.parent)) === parent)
      .flatMap((row) => [
        {
          id: String(row.document_id),
          name: String(row.name),
          body: String(row.body),
          state: row.state as State,
          submittedAt: isoOf(row.submitted_at),
          depth,
        },
        ...below(Number(row.id), depth + 1),
      ]);
  return below(null, 0);
}
