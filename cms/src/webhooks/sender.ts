/**
 * Tells the targets that something has changed. What is to be told comes from the register, so that
 * nothing is lost with the process: a target is behind as long as it was told less than was changed.
 * One message stands for all changes until then.
 */
import { randomUUID } from 'node:crypto';
import type { WebhookMessage } from '@meridian/content';
import type { Leader } from '../database/leader';
import { type Answer, ForbiddenAddressError, postSafely, wordsFor } from '../network/safe-request';
import type { Delivery, TargetState, WebhookStore } from './store';
import type { Target } from './targets';

/** How often to look by itself: for changes of other processes, and for what is due again. */
const lookEvery = 1_000;
/** How long after a message to write down that it was sent. */
const recordAfter = 250;
const firstPause = 1_000;
const longestPause = 3_600_000;
const giveUpAfter = 3 * 24 * 3_600_000;

export interface SenderOptions {
  targets: readonly Target[];
  store: WebhookStore;
  leader: Leader;
  privateHosts: readonly string[];
  /** Says what an operator should know. */
  warn: (text: string) => void;
  now?: () => number;
}

export interface TargetOverview {
  name: string;
  kind: string;
  /** Where it sends, without what is secret. */
  address: string;
  failures: number;
  failingSince: number | null;
  disabled: string | null;
  deliveries: Delivery[];
}

export class WebhookSender {
  readonly #options: SenderOptions;
  readonly #underWay = new Map<string, Promise<void>>();
  /** When the changes that are gathered for a target began to wait. */
  readonly #waitingSince = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #unrecorded: { state: TargetState; delivery: Delivery }[] = [];
  #recordTimer: NodeJS.Timeout | undefined;
  /** Ends when all that was given to write down has been. */
  #recorded: Promise<void> = Promise.resolve();
  #states: Map<string, TargetState> | undefined;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Begins to look; what did not arrive before a restart is tried at once. */
  start(): void {
    this.#timer = setInterval(() => {
      this.nudge();
    }, lookEvery);
    this.nudge();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#underWay.values());
    await this.#record();
    await this.#options.leader.resign();
  }

  /** Something may have changed. */
  nudge(): void {
    this.#look().catch((error: unknown) => {
      this.#options.warn(`The webhooks cannot be looked after: ${String(error)}`);
    });
  }

  /** Sends once more to a target, whatever it was told; also to one that was turned off. */
  async sendAgain(name: string): Promise<void> {
    const target = this.#options.targets.find((candidate) => candidate.name === name);
    if (!target) throw new Error(`There is no target "${name}".`);
    await this.#underWay.get(name);
    await this.#record();
    const state = await this.#options.store.state(name);
    await this.#remember({ ...state, disabled: null, failures: 0, failingSince: null, nextAt: 0 });
    await this.#deliver(target, await this.#options.store.lastChange());
    await this.#record();
  }

  /** The publisher has been heard of: what it missed is told at once. */
  async publisherIsThere(): Promise<void> {
    await this.#record();
    for (const { name, kind } of this.#options.targets) {
      const state = this.#states?.get(name);
      if (kind === 'publisher' && state && state.failures > 0)
        await this.#remember({ ...state, nextAt: 0 });
    }
    this.nudge();
  }

  /** Whether one of the targets is a publisher that stays. */
  hasPublisher(): boolean {
    return this.#options.targets.some(({ kind }) => kind === 'publisher');
  }

  /** Why the publisher does not hear of changes; undefined when it does. */
  async undelivered(): Promise<string | undefined> {
    const publisher = this.#options.targets.find(({ kind }) => kind === 'publisher');
    // Without one, the site is built by whoever is told.
    const target = publisher ?? this.#options.targets.find(({ kind }) => kind !== 'signed');
    if (!target) return undefined;
    await this.#record();
    const { failures, disabled } = await this.#options.store.state(target.name);
    if (disabled !== null) return disabled;
    if (failures === 0) return undefined;
    const deliveries = await this.#options.store.deliveries(50);
    return deliveries.find((delivery) => delivery.target === target.name)?.note;
  }

  /** All targets, how it stands with them, and what was sent to them last. */
  async overview(): Promise<TargetOverview[]> {
    await this.#record();
    const deliveries = await this.#options.store.deliveries(100);
    return Promise.all(
      this.#options.targets.map(async ({ name, kind, address }) => {
        const { failures, failingSince, disabled } = await this.#options.store.state(name);
        const own = deliveries.filter((delivery) => delivery.target === name);
        return { name, kind, address, failures, failingSince, disabled, deliveries: own };
      }),
    );
  }

  /**
   * Has the publisher do something, and waits for it.
   * @returns undefined when there is no publisher; what went wrong, if something did.
   */
  async command(message: WebhookMessage): Promise<{ error?: string } | undefined> {
    const { targets, privateHosts } = this.#options;
    const request = targets.find(({ command }) => command)?.command?.(message);
    if (!request) return undefined;
    try {
      const { status, text } = await postSafely(request, privateHosts);
      if (status === 200) return {};
      const { error } = JSON.parse(text) as { error?: string };
      return { error: error ?? `The publisher answers with status ${String(status)}.` };
    } catch (error) {
      return { error: `The publisher does not answer (${String(error)}).` };
    }
  }

  async #look(): Promise<void> {
    const { leader, store, targets } = this.#options;
    if (!(await leader.leads())) {
      this.#states = undefined;
      return;
    }
    const changed = await store.lastChange();
    const states = await this.#loadStates();
    for (const target of targets) {
      const state = states.get(target.name);
      if (state && !this.#underWay.has(target.name) && this.#isDue(target, state, changed)) {
        const delivery = this.#deliver(target, changed).then(
          () => {
            this.#underWay.delete(target.name);
            // More may have changed meanwhile.
            this.nudge();
          },
          (error: unknown) => {
            // The next look tries again, and not this one, which would fail as fast as it can.
            this.#underWay.delete(target.name);
            this.#options.warn(`The webhook "${target.name}" cannot be sent: ${String(error)}`);
          },
        );
        this.#underWay.set(target.name, delivery);
      }
    }
  }

  async #loadStates(): Promise<Map<string, TargetState>> {
    if (this.#states) return this.#states;
    const states = new Map<string, TargetState>();
    for (const { name } of this.#options.targets)
      states.set(name, { ...(await this.#options.store.state(name)), nextAt: 0 });
    this.#states = states;
    return states;
  }

  #now(): number {
    return this.#options.now?.() ?? Date.now();
  }

  #isDue({ name, gather }: Target, state: TargetState, changed: number): boolean {
    if (state.disabled !== null || state.told >= changed) {
      this.#waitingSince.delete(name);
      return false;
    }
    const since = this.#waitingSince.get(name) ?? this.#now();
    this.#waitingSince.set(name, since);
    return this.#now() >= Math.max(state.nextAt, since + gather);
  }

  async #remember(state: TargetState): Promise<void> {
    this.#states?.set(state.target, state);
    await this.#options.store.save(state);
  }

  /**
   * Writes down in a moment what was sent: who gets a message asks at once what has changed, and shall
   * not wait for that. What a sudden end takes with it was told, and is told once more.
   */
  #recordSoon(state: TargetState, delivery: Delivery): void {
    this.#states?.set(state.target, state);
    this.#unrecorded.push({ state, delivery });
    this.#recordTimer ??= setTimeout(() => {
      this.#record().catch((error: unknown) => {
        this.#options.warn(`A webhook that was sent cannot be written down: ${String(error)}`);
      });
    }, recordAfter);
  }

  #record(): Promise<void> {
    clearTimeout(this.#recordTimer);
    this.#recordTimer = undefined;
    const records = this.#unrecorded.splice(0);
    this.#recorded = this.#recorded
      // Who gave that to write down was told.
      .catch(() => undefined)
      .then(async () => {
        for (const { state, delivery } of records)
          await this.#options.store.record(state, delivery);
      });
    return this.#recorded;
  }

  async #deliver(target: Target, changed: number): Promise<void> {
    const { store, privateHosts } = this.#options;
    this.#waitingSince.delete(target.name);
    const state = (await this.#loadStates()).get(target.name) ?? (await store.state(target.name));
    const message = messageFor(changed, state.pending);
    const sentAt = this.#now();
    const start = performance.now();
    const send = async () =>
      postSafely(target.request({ id: message, at: new Date(sentAt) }), privateHosts);
    const result = await send().catch((error: unknown) => error as Error);
    const milliseconds = Math.round(performance.now() - start);
    const outcome = outcomeOf(target, result);
    const { status, note } = outcome;
    const after = stateAfter(state, outcome, { message, changed, now: this.#now() });
    this.#recordSoon(after, {
      message,
      target: target.name,
      sentAt,
      milliseconds,
      status,
      note,
    });
    const { warn } = this.#options;
    if (isGivenUp(after))
      warn(`The webhook "${target.name}" is given up until the next change: ${note}`);
    else if (!outcome.hasArrived && state.failures === 0)
      warn(`The webhook "${target.name}" did not arrive: ${note}`);
  }
}

/**
 * The id of the message that tells of all changes up to a number. A receiver takes each id once, so that only
 * the same changes are told under the same one.
 */
function messageFor(changed: number, pending: string | null): string {
  const start = `msg_${String(changed)}_`;
  return pending?.startsWith(start) === true ? pending : start + randomUUID();
}

/** Whether a target was not told for so long that only the next change is tried again. */
export const isGivenUp = ({
  failures,
  failingSince,
}: Pick<TargetState, 'failures' | 'failingSince'>): boolean =>
  failures > 0 && failingSince === null;

interface Outcome {
  hasArrived: boolean;
  /** Whether it will never arrive. */
  isFinal: boolean;
  status: number | null;
  note: string;
}

function outcomeOf(target: Target, result: Answer | Error): Outcome {
  if (result instanceof Error) {
    const remedy =
      result instanceof ForbiddenAddressError
        ? ' If it is meant, add its host to WEBHOOK_PRIVATE_HOSTS.'
        : '';
    return { hasArrived: false, isFinal: false, status: null, note: wordsFor(result) + remedy };
  }
  const { status, text } = result;
  const hasArrived = target.hasArrived(result);
  const isRedirect = status >= 300 && status < 400;
  return {
    hasArrived,
    // "Gone": the receiver asks to be left alone.
    isFinal: status === 410,
    status,
    note: hasArrived
      ? 'arrived'
      : isRedirect
        ? 'It answers with a redirect, which is not followed: set the address that it leads to.'
        : `status ${String(status)} ${text}`.trim(),
  };
}

/** How it stands with a target after an attempt. */
export function stateAfter(
  state: TargetState,
  { hasArrived, isFinal, note }: Pick<Outcome, 'hasArrived' | 'isFinal' | 'note'>,
  { message, changed, now }: { message: string; changed: number; now: number },
  random: () => number = Math.random,
): TargetState {
  const fresh = { ...state, pending: null, failures: 0, failingSince: null, nextAt: 0 };
  if (hasArrived) return { ...fresh, told: Math.max(state.told, changed) };
  if (isFinal) return { ...fresh, disabled: note.slice(0, 500) };
  const failingSince = state.failingSince ?? now;
  const failures = (state.failingSince === null ? 0 : state.failures) + 1;
  // What could not be told for so long is given up; the next change begins anew.
  if (now - failingSince >= giveUpAfter) return { ...fresh, told: changed, failures };
  const pause = Math.min(longestPause, firstPause * 2 ** (failures - 1));
  return {
    ...state,
    pending: message,
    failures,
    failingSince,
    nextAt: now + pause * (0.5 + random() / 2),
  };
}
