/** Parts of the intake by themselves. */
import type { IncomingMessage } from 'node:http';
import knexFactory, { type Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AddressHashes, addressReader, networkOf } from '../src/comments/address';
import { GroupCommit } from '../src/comments/group-commit';
import { Tokens } from '../src/comments/tokens';

const requestFrom = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

describe('the address of a visitor', () => {
  it('is that of the connection, whatever else is claimed, where no proxy is trusted', () => {
    const read = addressReader([]);
    expect(read(requestFrom('192.0.2.7', '203.0.113.1'))).toBe('192.0.2.7');
  });

  it('is what the nearest proxy says that is trusted, and not what visitors told that one', () => {
    const read = addressReader(['192.0.2.0/24']);
    expect(read(requestFrom('192.0.2.7', '198.51.100.9, 203.0.113.1'))).toBe('203.0.113.1');
    expect(read(requestFrom('203.0.113.5', '198.51.100.9'))).toBe('203.0.113.5');
  });

  it.each([
    ['203.0.113.1', '203.0.113.1'],
    ['::ffff:203.0.113.1', '203.0.113.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('%s belongs to the network %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('the key of hashes', () => {
  const week = 7 * 24 * 60 * 60 * 1_000;
  let database: Knex;

  beforeEach(() => {
    database = knexFactory({
      client: 'better-sqlite3',
      connection: { filename: ':memory:' },
      useNullAsDefault: true,
    });
  });

  afterEach(() => database.destroy());

  it('is thrown away after a week, also while nobody comments', async () => {
    const hashes = new AddressHashes(database);
    await hashes.prepare();
    const hash = await hashes.hash('203.0.113.1', 0);
    expect(await hashes.hash('203.0.113.1', week - 1)).toBe(hash);
    await hashes.throwAwayOld(week - 1);
    expect(await database('meridian_address_key')).toHaveLength(1);
    await hashes.throwAwayOld(week);
    expect(await database('meridian_address_key')).toHaveLength(0);
    expect(await hashes.hash('203.0.113.1', week)).not.toBe(hash);
  });
});

describe('a group commit', () => {
  it('writes together what comes while a write is under way, and answers each', async () => {
    const groups: (readonly number[])[] = [];
    const commit = new GroupCommit<number, string>((items) => {
      groups.push(items);
      return Promise.resolve(items.map((item) => `kept ${String(item)}`));
    });
    const answers = await Promise.all([1, 2, 3, 4].map((item) => commit.add(item)));
    expect(answers).toEqual(['kept 1', 'kept 2', 'kept 3', 'kept 4']);
    expect(groups).toEqual([[1], [2, 3, 4]]);
  });

  it('lets one that cannot be written fail alone', async () => {
    const commit = new GroupCommit<number, number>((items) =>
      items.includes(3) ? Promise.reject(new Error('No threes.')) : Promise.resolve([...items]),
    );
    const answers = await Promise.allSettled([1, 2, 3, 4].map((item) => commit.add(item)));
    expect(answers.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(await commit.add(5)).toBe(5);
  });
});

describe('a token', () => {
  const tokens = new Tokens('a secret');

  it('says what it was given out for, for that purpose alone', () => {
    const token = tokens.give('writer', { comment: 'abc' });
    expect(tokens.take('writer', token)).toEqual({ comment: 'abc' });
    expect(tokens.take('form', token)).toBeUndefined();
    expect(new Tokens('another secret').take('writer', token)).toBeUndefined();
  });

  it.each([undefined, '', '.', 'x.y', 'x'])('is not %j', (text) => {
    expect(tokens.take('writer', text)).toBeUndefined();
  });
});
