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
let broken: Set<string>;
let sender: MailSender;

const nothing = () => Promise.resolve();

beforeEach(async () => {
  database = knex({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
  });
  outbox = new Outbox(database);
  await outbox.prepare();
  [now, sent, warnings, failure] = [Date.UTC(2026, 0, 1), [], [], undefined];
  [erased, broken] = [new Set(), new Set()];
  const compose = ({ about }: Letter): Promise<Mail | undefined> => {
    if (broken.has(about)) return Promise.reject(new Error('There is no site.'));
    const mail = {
      to: about,
      subject: 'Answer',
      text: 'Yes.',
      unsubscribe: 'https://cms.example/',
    };
    return Promise.resolve(erased.has(about) ? undefined : mail);
  };
  sender = new MailSender({
    outbox,
    sources: [
      { kinds: ['answer'], repeats: false, gather: nothing, tidy: nothing, compose },
      { kinds: ['waiting'], repeats: true, gather: nothing, tidy: nothing, compose },
    ],
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

  it('of a kind that repeats may come again, once at a time', async () => {
    const waiting = { kind: 'waiting', about: 'ada' };
    failure = new Error('connect ECONNREFUSED');
    await outbox.add([waiting], now);
    await sender.look();
    await outbox.add([waiting], now);
    failure = undefined;
    now += minute;
    await sender.look();
    await sender.look();
    expect(sent).toHaveLength(1);
    await outbox.add([waiting], now);
    now += minute;
    await sender.look();
    expect(new Set(sent.map(({ id }) => id)).size).toBe(2);
  });

  it('of a kind that repeats comes again after one was refused for good', async () => {
    const waiting = { kind: 'waiting', about: 'ada' };
    failure = Object.assign(new Error('550'), { responseCode: 550, command: 'RCPT TO' });
    await outbox.add([waiting], now);
    await sender.look();
    failure = undefined;
    await sender.look();
    expect(sent).toEqual([]);
    await outbox.add([waiting], now);
    await sender.look();
    expect(sent.map(({ to }) => to)).toEqual(['ada']);
  });

  it('that cannot be written holds up no other', async () => {
    broken.add('nora');
    await outbox.add([letter('nora')], now);
    await outbox.add([letter('ruth')], now + 1);
    await sender.look();
    now += 1;
    await sender.look();
    expect(sent.map(({ to }) => to)).toEqual(['ruth']);
  });

  it('leaves no address in the log', async () => {
    failure = new Error('450 <Nora@MAILBOX.example> is busy');
    await outbox.add([letter('nora@mailbox.example')], now);
    await sender.look();
    expect(await outbox.trouble()).toBe('Error: 450 <the address> is busy');
    expect(warnings.join(' ')).toContain('<the address> is busy');
  });
});

describe('a server that refuses', () => {
  it.each([
    [{ responseCode: 550, command: 'RCPT TO' }, true],
    [{ responseCode: 554, command: 'RCPT TO', message: '554 5.1.1 User unknown' }, true],
    [{ responseCode: 450, command: 'RCPT TO' }, false],
    // A server that will not relay, or not for this sender, is for the operator to mend too.
    [{ responseCode: 554, command: 'RCPT TO', message: '554 5.7.1 Relay access denied' }, false],
    [{ responseCode: 550, command: 'DATA', message: '550 5.7.60 Not as this sender' }, false],
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
