/** Sends what is due, and tries again what a server did not take. */
import type { Leader } from '../database/leader';
import { isRefusal, type Mail } from './mailer';
import type { DueLetter, Letter, Outbox } from './outbox';

/** What there is to write about. */
export interface MailSource {
  kinds: readonly string[];
  /** Puts what is new into the outbox. */
  gather: (now: number) => Promise<void>;
  /** What a letter says now; undefined when it is to be sent no more. */
  compose: (letter: Letter) => Promise<Mail | undefined>;
  /** Whether there may be another about the same; else it is remembered that it was sent. */
  repeats: boolean;
  /** Forgets what is about nothing any more; now and then. */
  tidy: () => Promise<void>;
}

/** How often to look by itself, in milliseconds. */
const lookEvery = 2_000;
const tidyEvery = 3_600_000;
/** At most so many letters in a row, before it is looked for new ones. */
const batch = 50;

export interface SenderOptions {
  outbox: Outbox;
  sources: readonly MailSource[];
  mailer: { send: (mail: Mail, id: string) => Promise<void> };
  /** The part of Message-IDs after the @. */
  domain: string;
  leader: Leader;
  warn: (text: string) => void;
  now?: () => number;
}

export class MailSender {
  readonly #options: SenderOptions;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #tidiedAt = 0;
  #isOver = false;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#round ??= this.look()
        .catch((error: unknown) => {
          this.#options.warn(`E-mail cannot be looked after: ${String(error)}`);
        })
        .finally(() => {
          this.#round = undefined;
        });
    }, lookEvery);
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    clearInterval(this.#timer);
    await this.#round;
    await this.#options.leader.resign();
  }

  /** Gathers what is new, and sends what is due. */
  async look(): Promise<void> {
    const { leader, outbox, sources } = this.#options;
    if (!(await leader.leads())) return;
    const now = this.#options.now?.() ?? Date.now();
    for (const source of sources) await source.gather(now);
    for (const letter of await outbox.due(now, batch)) {
      if (this.#isOver || !(await leader.leads())) return;
      // While the server takes nothing, one attempt at a time is enough.
      if (!(await this.#send(letter, now))) break;
    }
    if (now - this.#tidiedAt < tidyEvery) return;
    this.#tidiedAt = now;
    for (const source of sources) await source.tidy();
  }

  /** @returns whether the server is there. */
  async #send(letter: DueLetter, now: number): Promise<boolean> {
    const { outbox, sources, mailer, domain, warn } = this.#options;
    const { kind, about, failures } = letter;
    const source = sources.find(({ kinds }) => kinds.includes(kind));
    const isRepeated = source?.repeats === true;
    const id = isRepeated ? `${kind}.${about}.${String(now)}` : `${kind}.${about}`;
    // What is remembered as sent keeps out another about the same.
    const settle = () => (isRepeated ? outbox.drop(letter) : outbox.done(letter, now));
    try {
      const mail = await source?.compose(letter);
      if (mail) {
        await mailer.send(mail, `<${id}@${domain}>`);
        await settle();
      } else await outbox.drop(letter);
      return true;
    } catch (error) {
      const why = withoutAddresses(String(error));
      if (isRefusal(error)) {
        warn(`An e-mail (${kind} ${about}) was refused, and is not tried again: ${why}`);
        await settle();
        return true;
      }
      const isTriedAgain = await outbox.failed(letter, why, now);
      if (failures === 0 || !isTriedAgain)
        warn(
          `An e-mail (${kind} ${about}) was not taken, and is ${isTriedAgain ? 'tried again' : 'given up'}: ${why}`,
        );
      return false;
    }
  }
}

/** Servers like to name the address, as they have it, which shall stand in no log. */
const withoutAddresses = (text: string): string =>
  text.replace(/[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:]+/g, 'the address');
