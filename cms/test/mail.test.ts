/** The outbox: what is sent, tried again, given up. */
import knex, { type Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isRefusal, type Mail, mailServer } from '../src/mail/mailer.ts';
import { type Letter, Outbox } from '../src/mail/outbox.ts';
import { MailSender } from '../src/mail/sender.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const letter = (about: string): Letter => ({ kind: 'answer', about });

let database: Knex;
let outbox: Outbox;
let now: number;
let sent: { to: string; id: string }[];
let warnings: string[];
/** What the server answers; undefined while it takes all. */
let failure: Error | undefined;
let erased: Set<string>;
let sender: MailSender;

beforeEach(async () => {
  database = knex({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
  });
  outbox = new Outbox(database);
  await outbox.prepare();
  [now, sent, warnings, failure, erased] = [Date.UTC(2026, 0, 1), [], [], undefined, new Set()];
  const compose = ({ about }: Letter): Promise<Mail | undefined> =>
    Promise.resolve(
      erased.has(about)
        ? undefined
        : { to: about, subject: 'Answer', text: 'Yes.', unsubscribe: 'https://cms.example/' },
    );
  sender = new MailSender({
    outbox,
    sources: [{ kinds: ['answer'], gather: () => Promise.resolve(), compose }],
    mailer: {
      send({ to }, id) {
        if (failure) return Promise.reject(failure);
        sent.push({ to, id });
        return Promise.resolve();
      },
    },
    domain: 'cms.example',
    leader: { leads: () => Promise.resolve(true), resign: () => Promise.resolve() },
    warn: (text) => warnings.push(text),
    now: () => now,
  });
});

afterEach(() => database.destroy());

describe('a letter', () => {
  it('waits until it is due, and is sent once, however often it is put in', async () => {
    await outbox.add([letter('nora')], now + minute);
    await sender.look();
    expect(sent).toEqual([]);
    now += minute;
    await sender.look();
    await outbox.add([letter('nora')], now);
    await sender.look();
    expect(sent).toEqual([{ to: 'nora', id: '<answer.nora@cms.example>' }]);
  });

  it('is not sent when what it is about is gone, and may be put in again', async () => {
    erased.add('nora');
    await outbox.add([letter('nora')], now);
    await sender.look();
    erased.clear();
    await sender.look();
    expect(sent).toEqual([]);
    await outbox.add([letter('nora')], now);
    await sender.look();
    expect(sent).toHaveLength(1);
  });

  it('is tried again when the server is away, one at a time, with pauses that grow', async () => {
    failure = new Error('connect ECONNREFUSED');
    await outbox.add([letter('nora'), letter('ruth')], now);
    await sender.look();
    expect(warnings).toHaveLength(1);
    expect(await outbox.trouble()).toContain('ECONNREFUSED');
    failure = undefined;
    await sender.look();
    expect(sent.map(({ to }) => to)).toEqual(['ruth']);
    now += minute;
    await sender.look();
    expect(sent.map(({ to }) => to)).toEqual(['ruth', 'nora']);
    expect(await outbox.trouble()).toBeUndefined();
  });

  it('is given up after three days, with a word in the log', async () => {
    failure = new Error('connect ECONNREFUSED');
    await outbox.add([letter('nora')], now);
    for (const end = now + 4 * day; now < end; now += 60 * minute) await sender.look();
    failure = undefined;
    await sender.look();
    expect(sent).toEqual([]);
    expect(warnings.at(-1)).toContain('given up');
    expect(await outbox.trouble()).toBeUndefined();
  });

  it('that is refused for good is not tried again, and holds up no other', async () => {
    failure = Object.assign(new Error('550 No such mailbox'), {
      responseCode: 550,
      command: 'RCPT TO',
    });
    await outbox.add([letter('nora'), letter('ruth')], now);
    await sender.look();
    expect(warnings).toHaveLength(2);
    failure = undefined;
    now += day;
    await sender.look();
    expect(sent).toEqual([]);
  });

  it('is forgotten in time', async () => {
    await outbox.add([letter('nora')], now);
    await sender.look();
    now += 91 * day;
    await sender.look();
    expect(await database('meridian_mail')).toEqual([]);
  });
});

describe('a server that refuses', () => {
  it.each([
    [{ responseCode: 550, command: 'RCPT TO' }, true],
    [{ responseCode: 554, command: 'DATA' }, true],
    [{ responseCode: 450, command: 'RCPT TO' }, false],
    // A wrong password is for the operator to mend.
    [{ responseCode: 535, command: 'AUTH PLAIN', code: 'EAUTH' }, false],
    [{ code: 'ECONNREFUSED' }, false],
  ])('with %j does so for good: %s', (error, expected) => {
    expect(isRefusal(Object.assign(new Error(), error))).toBe(expected);
  });

  it('is not waited for long, unless it is set otherwise', () => {
    expect(mailServer('smtp://mail.example').url).toContain('connectionTimeout=20000');
    const set = mailServer('smtp://mail.example/?connectionTimeout=5').url;
    expect(set).toContain('connectionTimeout=5&');
    expect(mailServer(undefined)).toEqual({});
  });
});
