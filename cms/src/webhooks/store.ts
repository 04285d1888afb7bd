/** What the sender keeps: how far each target was told, and a log of what was sent. */
import type { Knex } from 'knex';

/** How far a target was told, and how it stands with it. */
export interface TargetState {
  target: string;
  /** The number of the register up to which it was told. */
  told: number;
  /** The id of the message that did not arrive yet. */
  pending: string | null;
  /** Attempts in a row that failed, and when the first of them was; null once no more are made. */
  failures: number;
  failingSince: number | null;
  /** When to try again, in milliseconds since 1970. */
  nextAt: number;
  /** Why nothing is sent any more. */
  disabled: string | null;
}

export interface Delivery {
  /** The id of the message; the same for each attempt. */
  message: string;
  target: string;
  sentAt: number;
  milliseconds: number;
  /** The status of the answer; null when there was none. */
  status: number | null;
  /** Why it did not arrive, or what the receiver said. */
  note: string;
}

/** Deliveries that are kept, for each target. */
const keptDeliveries = 200;

const tables = [
  `CREATE TABLE IF NOT EXISTS meridian_targets (
    target VARCHAR(100) PRIMARY KEY,
    told BIGINT NOT NULL,
    pending VARCHAR(60),
    failures INTEGER NOT NULL,
    failing_since BIGINT,
    next_at BIGINT NOT NULL,
    disabled VARCHAR(500)
  )`,
  `CREATE TABLE IF NOT EXISTS meridian_deliveries (
    number BIGINT PRIMARY KEY,
    message VARCHAR(60) NOT NULL,
    target VARCHAR(100) NOT NULL,
    sent_at BIGINT NOT NULL,
    milliseconds INTEGER NOT NULL,
    status INTEGER,
    note VARCHAR(500) NOT NULL
  )`,
];

export class WebhookStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async prepare(): Promise<void> {
    for (const table of tables) await this.#database.raw(table);
  }

  /** The number of the last change of the register. */
  async lastChange(): Promise<number> {
    const [row]: { number?: unknown }[] = await this.#database('meridian_counter').select('number');
    return Number(row?.number ?? 0);
  }

  /** How it stands with a target; a new one is told of all that there is. */
  async state(target: string): Promise<TargetState> {
    const [row]: Record<string, unknown>[] = await this.#database('meridian_targets').where({
      target,
    });
    const numberOr = (value: unknown) =>
      value === null || value === undefined ? null : Number(value);
    const textOr = (value: unknown) => (typeof value === 'string' ? value : null);
    return {
      target,
      told: Number(row?.told ?? 0),
      pending: textOr(row?.pending),
      failures: Number(row?.failures ?? 0),
      failingSince: numberOr(row?.failing_since),
      nextAt: Number(row?.next_at ?? 0),
      disabled: textOr(row?.disabled),
    };
  }

  async save(state: TargetState, database = this.#database): Promise<void> {
    const row = {
      target: state.target,
      told: state.told,
      pending: state.pending,
      failures: state.failures,
      failing_since: state.failingSince,
      next_at: state.nextAt,
      disabled: state.disabled,
    };
    await database('meridian_targets').insert(row).onConflict('target').merge();
  }

  /** Keeps a delivery, and how it stands with its target after it. */
  async record(state: TargetState, delivery: Delivery): Promise<void> {
    const { sentAt, note, ...rest } = delivery;
    await this.#database.transaction(async (transaction) => {
      await this.save(state, transaction);
      const [last]: { last?: unknown }[] =
        await transaction('meridian_deliveries').max('number as last');
      const number = Number(last?.last ?? 0) + 1;
      await transaction('meridian_deliveries').insert({
        ...rest,
        number,
        sent_at: sentAt,
        note: note.slice(0, 500),
      });
      const [oldest]: { number?: unknown }[] = await transaction('meridian_deliveries')
        .where({ target: delivery.target })
        .select('number')
        .orderBy('number', 'desc')
        .offset(keptDeliveries)
        .limit(1);
      if (oldest)
        await transaction('meridian_deliveries')
          .where({ target: delivery.target })
          .andWhere('number', '<=', Number(oldest.number))
          .delete();
    });
  }

  /** The last deliveries, the newest first. */
  async deliveries(limit: number): Promise<Delivery[]> {
    const rows: Record<string, unknown>[] = await this.#database('meridian_deliveries')
      .orderBy('number', 'desc')
      .limit(limit);
    return rows.map((row) => ({
      message: String(row.message),
      target: String(row.target),
      sentAt: Number(row.sent_at),
      milliseconds: Number(row.milliseconds),
      status: row.status === null ? null : Number(row.status),
      note: String(row.note),
    }));
  }
}
