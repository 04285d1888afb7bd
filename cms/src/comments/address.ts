/** Where a request comes from, and what of it is kept. */
import { createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import type { Knex } from 'knex';
import proxyAddress from 'proxy-addr';

/**
 * The address that a request comes from. What proxies say in X-Forwarded-For counts only as far as
 * the proxies are trusted by setting; a visitor can write anything there.
 */
export function addressReader(
  trustedProxies: readonly string[],
): (request: IncomingMessage) => string {
  const trust = proxyAddress.compile([...trustedProxies]);
  return (request) => proxyAddress(request, trust);
}

/** A household has one address, or a network of 64 bits. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail = ''] = address.split('::');
  const groups = (part: string) => part.split(':').filter((group) => group !== '');
  const [first, last] = [groups(head), groups(tail)];
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return `${[...first, ...zeros, ...last].slice(0, 4).join(':')}::/64`;
}

/** For how long the same address has the same hash, in milliseconds. */
const keyLifetime = 7 * 24 * 60 * 60 * 1_000;

const table = `CREATE TABLE IF NOT EXISTS meridian_address_key (
  id SMALLINT PRIMARY KEY,
  secret VARCHAR(64) NOT NULL,
  made_at BIGINT NOT NULL
)`;

/**
 * Keyed hashes of addresses, by which moderators recognise repeated abuse. The key is thrown away for
 * another each week; from then on nobody can tell which address a hash was of.
 */
export class AddressHashes {
  readonly #database: Knex;
  #key: { secret: string; madeAt: number } | undefined;

  constructor(database: Knex) {
    this.#database = database;
  }

  async prepare(): Promise<void> {
    await this.#database.raw(table);
  }

  async hash(address: string, now: number): Promise<string> {
    const { secret } = await this.#current(now);
    return createHmac('sha256', secret).update(networkOf(address)).digest('base64url');
  }

  /** Throws the key away when it is old. */
  async throwAwayOld(now: number): Promise<void> {
    if (this.#key && now - this.#key.madeAt >= keyLifetime) this.#key = undefined;
    await this.#database('meridian_address_key')
      .where('made_at', '<=', now - keyLifetime)
      .delete();
  }

  async #current(now: number): Promise<{ secret: string; madeAt: number }> {
    if (this.#key && now - this.#key.madeAt < keyLifetime) return this.#key;
    await this.throwAwayOld(now);
    // Whichever process comes first makes the key that all use.
    await this.#database('meridian_address_key')
      .insert({ id: 1, secret: randomBytes(32).toString('base64url'), made_at: now })
      .onConflict('id')
      .ignore();
    const row: { secret?: unknown; made_at?: unknown } | undefined =
      await this.#database('meridian_address_key').first();
    this.#key = { secret: String(row?.secret), madeAt: Number(row?.made_at) };
    return this.#key;
  }
}
