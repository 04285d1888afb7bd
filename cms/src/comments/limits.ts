/** How much may come from one address, and for one post. */
import { createHmac } from 'node:crypto';
import type { Knex } from 'knex';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from 'rate-limiter-flexible';

/** A number of times within a time in seconds. */
const limits = {
  /** All that an address asks of the intake: challenges, failed attempts, comments. */
  request: { points: 60, duration: 600 },
  comment: { points: 6, duration: 600 },
  commentADay: { points: 30, duration: 86_400 },
  /** Of all visitors together, so that a flood leaves the other posts in peace. */
  post: { points: 60, duration: 600 },
} as const;

export type Limit = keyof typeof limits;

export class RateLimits {
  readonly #secret: string;
  readonly #limiters: Record<Limit, RateLimiterAbstract>;

  /**
   * Counts in memory where there is one process, as with SQLite, and in the database where there may be several.
   * @param secret by which keys are hashed: no address lies in the database, or in a backup of it.
   */
  constructor(database: Knex, client: string, secret: string) {
    this.#secret = secret;
    const limiter = (name: Limit) => {
      const options = { ...limits[name], keyPrefix: name };
      return client === 'postgres'
        ? new RateLimiterPostgres({
            ...options,
            storeClient: database,
            storeType: 'knex',
            tableName: 'meridian_rate_limits',
            inMemoryBlockOnConsumed: options.points + 1,
          })
        : new RateLimiterMemory(options);
    };
    this.#limiters = {
      request: limiter('request'),
      comment: limiter('comment'),
      commentADay: limiter('commentADay'),
      post: limiter('post'),
    };
  }

  /** Counts one. @returns after how many seconds it may be tried again; undefined where there is room. */
  async exceeded(limit: Limit, key: string): Promise<number | undefined> {
    try {
      const hashed = createHmac('sha256', this.#secret).update(key).digest('base64url');
      await this.#limiters[limit].consume(hashed);
      return undefined;
    } catch (error) {
      // The library rejects with a result when a limit is reached, and with an error when it fails.
      if (!(error instanceof RateLimiterRes)) throw error;
      return Math.max(1, Math.ceil(error.msBeforeNext / 1_000));
    }
  }
}
