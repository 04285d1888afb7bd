/** The publisher that stays: makes a release whenever something has changed, and tells how it went. */
import { setTimeout as delay } from 'node:timers/promises';
import type { SiteStatus, WebhookMessage } from '@meridian/content';
import type { Publisher } from '../publisher.ts';
import type { Compressor } from './compressor.ts';
import { failureOf } from './failure.ts';
import { Later } from './later.ts';
import { Pace } from './pace.ts';

/** How often to ask the CMS whether a message was lost, in milliseconds. */
const pollEvery = 30_000;
/** Pauses between attempts while something is wrong. */
const retryPauses = [1_000, 2_000, 5_000, 10_000, pollEvery];

export class WarmPublisher {
  readonly #publisher: Publisher;
  readonly #onStatus: (status: SiteStatus) => void;
  readonly #compressor: Compressor | undefined;
  readonly #pace = new Pace();
  readonly #ended = new AbortController();
  #wake: () => void = () => undefined;
  #isPublishing = false;
  #step = '';
  #failures = 0;
  #failure: SiteStatus['failure'];
  /** Of what comes behind the pages, which may fail while they do not. */
  readonly #failuresBehind = new Map<Later, NonNullable<SiteStatus['failure']>>();
  #cause = '';
  /** Why it looks by itself: at first because it starts. */
  #ownCause = 'the start of the publisher';
  #isPoll = false;
  /** Whether somebody has said that the loss of pages is meant; holds for one attempt. */
  #isForced = false;
  /** The files for machines, after a release. */
  readonly #following = new Later(1_000, 8_000);
  /** The search index, which costs the most. */
  readonly #indexing = new Later(2_000, 8_000);
  /** The images for sharing: to look for those that are missing, all posts are gone through. */
  readonly #sharing = new Later(2_000, 6_000);

  /** @param compressor where the site is served by a server that sends what it makes. */
  constructor(
    publisher: Publisher,
    onStatus: (status: SiteStatus) => void,
    compressor?: Compressor,
  ) {
    this.#compressor = compressor;
    this.#publisher = publisher;
    this.#onStatus = onStatus;
  }

  /** Says what is done at the moment. */
  step(text: string): void {
    this.#step = text;
  }

  status(): SiteStatus {
    const failure = this.#failure ?? [...this.#failuresBehind.values()][0];
    return {
      ...this.#publisher.status(),
      ...(failure ? { state: 'failed', failure } : {}),
      ...(this.#isPublishing ? { state: 'publishing', step: this.#step } : {}),
    };
  }

  /** Does what a message of the CMS says, and gives what to answer. */
  async hear(message: WebhookMessage): Promise<object> {
    switch (message.type) {
      case 'content.changed':
        this.nudge('a change in the CMS');
        return { accepted: true };
      case 'webhook.test':
      case 'site.status':
        return { accepted: true };
      case 'release.rollback':
        await this.#publisher.goBack(message.data.number, message.data.by);
        this.#compressor?.lookAgain();
        this.#onStatus(this.status());
        return this.status();
      case 'release.resume':
        await this.#publisher.resume();
        this.#compressor?.lookAgain();
        // The release that it was taken back from may have lacked them.
        this.#following.want(performance.now());
        this.#indexing.want(performance.now());
        this.#sharing.want(performance.now());
        this.nudge('the end of a rollback');
        return { accepted: true };
      case 'release.force':
        this.#isForced = true;
        this.nudge(`the word of ${message.data.by ?? 'an administrator'}`);
        return { accepted: true };
    }
  }

  nudge(cause: string): void {
    this.#cause = cause;
    this.#pace.nudged(performance.now());
    this.#wake();
  }

  /** Works until `close`. */
  async run(): Promise<void> {
    let nextPoll = 0;
    this.#indexing.want(performance.now());
    this.#sharing.want(performance.now());
    const pause = () => {
      const now = performance.now();
      const times = [nextPoll, this.#following.at, this.#indexing.at].map((time) => time - now);
      return Math.min(this.#pace.wait(now) ?? Infinity, ...times);
    };
    const mustStop = () => this.#ended.signal.aborted || pause() <= 0;
    while (!this.#ended.signal.aborted) {
      const now = performance.now();
      if (pause() > 0) {
        await this.#useQuietMoment(mustStop);
        // What is due and was not done waits for something else, at the end of which there is another moment.
        const untilShared = this.#sharing.at - performance.now();
        await this.#sleep(untilShared > 0 ? Math.min(pause(), untilShared) : pause());
        continue;
      }
      const isOverdue = now >= this.#following.by || now >= this.#indexing.by;
      if (!isOverdue && (this.#pace.wait(now) === 0 || now >= nextPoll)) {
        this.#isPoll = this.#pace.wait(now) !== 0;
        await this.#publish();
        nextPoll =
          performance.now() +
          (this.#failures > 0
            ? (retryPauses[Math.min(this.#failures, retryPauses.length) - 1] ?? pollEvery)
            : pollEvery);
      } else if (now >= this.#following.at) void this.#follow();
      else void this.#index();
    }
  }

  close(): void {
    this.#ended.abort();
    this.#wake();
  }

  async #sleep(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return;
    const awake = new AbortController();
    this.#wake = () => {
      awake.abort();
    };
    // Being woken is no error.
    await delay(milliseconds, undefined, { signal: awake.signal }).catch(() => undefined);
  }

  async #publish(): Promise<void> {
    this.#pace.began(performance.now());
    this.#isPublishing = true;
    const cause = this.#isPoll ? this.#ownCause : this.#cause;
    const force = this.#isForced;
    this.#isForced = false;
    this.#ownCause = 'a regular look at the CMS';
    try {
      const release = await this.#publisher.publish(cause, { retry: this.#isPoll, force });
      if (this.#publisher.behind.hasToFollow()) this.#following.want(performance.now());
      if (release)
        for (const later of [this.#indexing, this.#sharing]) later.want(performance.now());
      this.#failures = 0;
      this.#failure = undefined;
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#isPublishing = false;
      this.#pace.ended();
      this.#onStatus(this.status());
    }
  }

  /** Does what need not be done while somebody waits; what fails is tried again in the next moment. */
  async #useQuietMoment(mustStop: () => boolean): Promise<void> {
    if (this.#following.isOpen || this.#indexing.isUnderWay || !this.#publisher.isLive()) return;
    try {
      await this.#publisher.prepare();
    } catch (error) {
      process.stderr.write(`The next release could not be prepared: ${String(error)}\n`);
    }
    if (performance.now() >= this.#sharing.at) await this.#share(mustStop);
    try {
      await this.#compressor?.work(mustStop);
    } catch (error) {
      process.stderr.write(`The site could not be compressed: ${String(error)}\n`);
    }
  }

  async #share(mustStop: () => boolean): Promise<void> {
    try {
      const { behind } = this.#publisher;
      if (await this.#sharing.begin(() => behind.share(mustStop))) return;
    } catch (error) {
      process.stderr.write(`Images for sharing could not be made: ${String(error)}\n`);
    }
    this.#sharing.want(performance.now());
  }

  /** Makes the pages for machines. */
  #follow(): Promise<void> {
    return this.#afterwards(this.#following, () => this.#publisher.behind.follow());
  }

  /** Makes the search index. */
  #index(): Promise<void> {
    return this.#afterwards(this.#indexing, () => this.#publisher.behind.index());
  }

  /** Does what belongs to the last release, while others can be made; what fails is told, and tried again. */
  async #afterwards(what: Later, work: () => Promise<void>): Promise<void> {
    const before = this.#failuresBehind.get(what);
    try {
      await what.begin(work);
      if (this.#failuresBehind.delete(what)) this.#onStatus(this.status());
    } catch (error) {
      if (this.#ended.signal.aborted) return;
      this.#failuresBehind.set(what, failureOf(error, before));
      what.want(performance.now() + pollEvery);
      this.#onStatus(this.status());
    }
    this.#wake();
  }

  #failed(error: unknown): void {
    this.#failures += 1;
    this.#failure = failureOf(error, this.#failure);
  }
}
