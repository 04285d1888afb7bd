/** The change register and the webhooks on PostgreSQL, where transactions and processes run side by side. */
import knexFactory, { type Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestPostgres, type TestPostgres } from '../../scripts/test/postgres';
import { dialectOf, installRegister } from '../src/register/install';
import { beginEpoch, type Cursor, readChanges } from '../src/register/read';
import type { Source } from '../src/register/sources';
import { electLeader } from '../src/database/leader';
import { WebhookStore } from '../src/webhooks/store';

const everything = [`SELECT 'Note' AS kind, document_id FROM notes`];
const sources: Source[] = (['INSERT', 'UPDATE', 'DELETE'] as const).map((event) => ({
  name: `meridian_notes_${event.toLowerCase()}`,
  table: 'notes',
  event,
  documents: `SELECT 'Note' AS kind, ${event === 'DELETE' ? 'OLD' : 'NEW'}.document_id AS document_id`,
}));

let server: TestPostgres;
let database: Knex;

beforeAll(async () => {
  server = await startTestPostgres();
  database = knexFactory({ client: 'pg', connection: server.connection });
});

afterAll(async () => {
  await database.destroy();
  await server.stop();
});

beforeEach(async () => {
  await database.raw(
    'DROP TABLE IF EXISTS notes, meridian_counter, meridian_changes, meridian_epochs CASCADE',
  );
  await database.raw('CREATE TABLE notes (document_id TEXT PRIMARY KEY, body TEXT)');
  await database.raw(`INSERT INTO notes VALUES ('old', 'there before')`);
  await installRegister(database, dialectOf('postgres'), { sources, everything, indexes: [] });
  await beginEpoch(database);
});

const read = async (after?: Cursor) => {
  const { changes, cursor, fromStart } = await readChanges(database, after, 100);
  return { ids: changes.map(({ id }) => id), cursor, fromStart };
};
const write = (transaction: Knex, id: string) =>
  transaction('notes').insert({ document_id: id, body: 'x' });

describe('the change register on PostgreSQL', () => {
  it('starts with what was there before', async () => {
    expect((await read()).ids).toEqual(['old']);
  });

  it('is made anew by a second process without a loss', async () => {
    await installRegister(database, dialectOf('postgres'), { sources, everything, indexes: [] });
    await write(database, 'later');
    expect((await read()).ids).toEqual(['old', 'later']);
  });

  it('shows nothing of a transaction before its commit, and nothing of one that was rolled back', async () => {
    const { cursor } = await read();
    const open = await database.transaction();
    await write(open, 'open');
    expect((await read(cursor)).ids).toEqual([]);
    await open.rollback();
    expect((await read(cursor)).ids).toEqual([]);
  });

  it('skips none of two transactions that commit in the other order than they wrote', async () => {
    let { cursor } = await read();
    const first = await database.transaction();
    const second = await database.transaction();
    await write(first, 'first');
    await write(second, 'second');
    await second.commit();
    const between = await read(cursor);
    ({ cursor } = between);
    await first.commit();
    const after = await read(cursor);
    expect([...between.ids, ...after.ids].sort()).toEqual(['first', 'second']);
  });

  it('skips none under many writers and a reader that never rests', async () => {
    let { cursor } = await read();
    const seen = new Set<string>();
    const readOn = async () => {
      const page = await read(cursor);
      ({ cursor } = page);
      for (const id of page.ids) seen.add(id);
    };
    const writing = { goesOn: true };
    const written: string[] = [];
    const writer = async (name: number) => {
      for (let number = 0; number < 30; number += 1) {
        const ids = [`${String(name)}-${String(number)}-a`, `${String(name)}-${String(number)}-b`];
        await database.transaction(async (transaction) => {
          for (const id of ids) await write(transaction, id);
          // The shared row makes transactions wait for each other in any order.
          await transaction('notes')
            .where({ document_id: 'old' })
            .update({ body: String(number) });
        });
        written.push(...ids);
      }
    };
    const reader = (async () => {
      while (writing.goesOn) await readOn();
    })();
    await Promise.all(Array.from({ length: 6 }, (_, name) => writer(name)));
    writing.goesOn = false;
    await reader;
    await readOn();
    expect(written.filter((id) => !seen.has(id))).toEqual([]);
    expect(seen.has('old')).toBe(true);
  });

  it('sends a reader to the start when the database is an older copy', async () => {
    const { cursor: early } = await read();
    await write(database, 'one');
    const { cursor: late } = await read(early);
    // What a copy from before holds, with what happens after it is put back.
    await database('notes').where({ document_id: 'one' }).delete();
    await database('meridian_changes').where({ document_id: 'one' }).delete();
    await database('meridian_counter').update({ number: early.number });
    await beginEpoch(database);
    for (const id of ['two', 'three', 'four']) await write(database, id);
    expect(await read(late)).toMatchObject({
      ids: ['old', 'two', 'three', 'four'],
      fromStart: true,
    });
    expect(await read(early)).toMatchObject({ ids: ['two', 'three', 'four'], fromStart: false });
  });
});

describe('webhooks on PostgreSQL', () => {
  it('are sent by one process, and by another when that one is gone', async () => {
    const other = knexFactory({ client: 'pg', connection: server.connection });
    const [first, second] = [
      electLeader('mail', database, 'postgres'),
      electLeader('mail', other, 'postgres'),
    ];
    try {
      expect(await Promise.all([first.leads(), first.leads()])).toEqual([true, true]);
      expect(await second.leads()).toBe(false);
      expect(await first.leads()).toBe(true);
      await first.resign();
      expect(await second.leads()).toBe(true);
      expect(await first.leads()).toBe(false);
      // As when its process ends: the database closes the connection, and opens the lock.
      await database.raw(
        `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'`,
      );
      // It is told to, and does so in a moment.
      await expect.poll(() => second.leads()).toBe(false);
      await expect.poll(() => first.leads()).toBe(true);
      expect(await second.leads()).toBe(false);
    } finally {
      await first.resign();
      await other.destroy();
    }
  });

  it('keep what they know there', async () => {
    const store = new WebhookStore(database);
    await store.prepare();
    await store.prepare();
    const state = { ...(await store.state('Site')), told: 7, pending: 'msg_1' };
    await store.save(state);
    await store.save(state);
    expect(await store.state('Site')).toEqual(state);
    const delivery = { message: 'msg_1', target: 'Site', sentAt: 5, milliseconds: 3 };
    for (let number = 0; number < 205; number += 1)
      await store.record(state, { ...delivery, status: number, note: 'arrived' });
    const kept = await store.deliveries(300);
    expect(kept).toHaveLength(200);
    expect(kept[0]).toEqual({ ...delivery, status: 204, note: 'arrived' });
  });
});
