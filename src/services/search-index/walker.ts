import type { Meeting, MeetingPage } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { doublingMs } from '#src/lib/retry.ts';
import { Limiter } from '#src/services/quota/limiter.ts';
import type { IndexEngine } from './engine.ts';
import type { IndexActivity } from './protocol.ts';

/**
 * How the walker requests meetings. Both reject with ApiError, also with 'rate-limited' instead of asking, when the
 * rest of a minute's quota belongs to the person (decision 15).
 */
export interface MeetingSource {
  /** Resolves when a request gets in nobody's way: the person is signed in and their own requests are finished. */
  turn(signal: AbortSignal): Promise<void>;
  list(offset: number, limit: number, signal: AbortSignal): Promise<MeetingPage>;
  meeting(id: string, signal: AbortSignal): Promise<Meeting>;
}

export interface WalkerClock {
  /** Milliseconds. */
  now(): number;
  /** Rejects when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export interface WalkerOptions {
  readonly source: MeetingSource;
  readonly clock: WalkerClock;
  readonly requestsPerMinute: number;
  readonly onActivity: (activity: IndexActivity) => void;
}

export const pageLimit = 100;
/** How often to look for new meetings, and for changed and deleted ones. */
const peekEveryMs = 2 * 60_000;
const walkEveryMs = 15 * 60_000;
const limitedPauseMs = 30_000;
const backoff = { firstMs: 5_000, maxMs: 5 * 60_000 };
/** A meeting that fails this often is left for the next walk. */
const maxFailures = 3;
/** Meetings read between two writes, so that little is read again after the browser is closed. */
const flushEvery = 20;

/**
 * Keeps the index like the server: walks along the list, reads what is new or has changed, notices what is gone, and
 * does so forever. One request at a time, paced, and only when it is in nobody's way. Where it stopped is in the index
 * itself: meetings not yet read are marked, and so is the list's next page.
 */
export class Walker {
  readonly #engine: IndexEngine;
  readonly #options: WalkerOptions;
  readonly #failures = new Map<string, number>();
  readonly #limiter: Limiter;
  #walkedAt = Number.NEGATIVE_INFINITY;
  #peekedAt = Number.NEGATIVE_INFINITY;
  #failed = 0;

  constructor(engine: IndexEngine, options: WalkerOptions) {
    this.#engine = engine;
    this.#options = options;
    this.#limiter = new Limiter({ perMinute: options.requestsPerMinute, burst: 1 });
  }

  /** Works until the signal is aborted. Never rejects for a failure of the server. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, onActivity } = this.#options;
    while (!signal.aborted) {
      const allowed = await this.#lookAtList(signal);
      if (allowed && (await this.#readSome(signal))) continue;
      await this.#engine.flush(true);
      onActivity(allowed ? 'upToDate' : 'refused');
      const next = Math.min(this.#walkedAt + walkEveryMs, this.#peekedAt + peekEveryMs);
      await clock.sleep(Math.max(1_000, next - clock.now()), signal);
    }
  }

  /** Looks for changes if it is time to. False: the person may not list meetings. */
  async #lookAtList(signal: AbortSignal): Promise<boolean> {
    const now = this.#options.clock.now();
    try {
      if (now - this.#walkedAt >= walkEveryMs) await this.#walk(signal);
      else if (now - this.#peekedAt >= peekEveryMs) await this.#peek(signal);
      return true;
    } catch (error) {
      if (signal.aborted || !(error instanceof ApiError)) throw error;
      this.#walkedAt = now;
      this.#peekedAt = now;
      return false;
    }
  }

  /** Along the whole list: what is new, what changed, what is gone. Continues where the last one stopped. */
  async #walk(signal: AbortSignal): Promise<void> {
    const engine = this.#engine;
    const { position } = engine;
    if (position.offset === undefined) {
      engine.position = { ...position, walk: position.walk + 1, offset: 0 };
    }
    while (engine.position.offset !== undefined) {
      const { offset } = engine.position;
      this.#options.onActivity('listing');
      const page = await this.#ask((source) => source.list(offset, pageLimit, signal), signal);
      if (page === 'failed') return this.#standBack(signal);
      engine.position = { ...engine.position, total: page.total ?? engine.position.total };
      engine.list(page.items);
      // A page overlaps the previous one by a meeting, because a deletion in the meantime must not hide another.
      const next = page.full ? offset + pageLimit - 1 : undefined;
      if (next === undefined) await this.#forgetMissed(signal);
      engine.position = { ...engine.position, offset: next };
    }
    this.#failures.clear();
    this.#walkedAt = this.#options.clock.now();
    this.#peekedAt = this.#walkedAt;
    await engine.flush(false);
  }

  /** Only the first page: new meetings are there. */
  async #peek(signal: AbortSignal): Promise<void> {
    const page = await this.#ask((source) => source.list(0, pageLimit, signal), signal);
    this.#peekedAt = this.#options.clock.now();
    if (page === 'failed') return;
    this.#engine.position = { ...this.#engine.position, total: page.total ?? this.#engine.position.total };
    this.#engine.list(page.items);
  }

  /** What the list did not show may only have moved within it: the server is asked before it is forgotten. */
  async #forgetMissed(signal: AbortSignal): Promise<void> {
    const { catalogue, position } = this.#engine;
    for (const id of catalogue.missed(position.walk)) await this.#read(id, signal);
  }

  /** Reads meetings until the next check of the list; returns whether there were any. */
  async #readSome(signal: AbortSignal): Promise<boolean> {
    const { clock, onActivity } = this.#options;
    const wanted = this.#engine.catalogue
      .wantedIds()
      .filter((id) => (this.#failures.get(id) ?? 0) < maxFailures);
    let read = 0;
    for (const id of wanted) {
      if (signal.aborted || clock.now() - this.#peekedAt >= peekEveryMs) break;
      onActivity('reading');
      await this.#read(id, signal);
      read += 1;
      if (read % flushEvery === 0) await this.#engine.flush(false);
    }
    return wanted.length > 0;
  }

  async #read(id: string, signal: AbortSignal): Promise<void> {
    try {
      const meeting = await this.#ask((source) => source.meeting(id, signal), signal);
      if (meeting === 'failed') this.#failures.set(id, (this.#failures.get(id) ?? 0) + 1);
      else this.#engine.learn(meeting);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.kind === 'not-found') this.#engine.forget(id);
      else this.#engine.catalogue.refuse(id);
    }
  }

  /**
   * Sends one request when its time has come, again after 429 or a lost connection. `failed`: the server cannot
   * answer this one now. @throws ApiError when it refuses.
   */
  async #ask<T>(send: (source: MeetingSource) => Promise<T>, signal: AbortSignal): Promise<T | 'failed'> {
    const { source, clock, onActivity } = this.#options;
    for (;;) {
      await clock.sleep(this.#limiter.waitMs(clock.now()), signal);
      await source.turn(signal);
      this.#limiter.take(clock.now());
      try {
        const value = await send(source);
        this.#failed = 0;
        return value;
      } catch (error) {
        if (signal.aborted || !(error instanceof ApiError)) throw error;
        if (error.kind === 'rate-limited') {
          onActivity('limited');
          this.#pause(error.retryAfterMs ?? limitedPauseMs);
        } else if (error.kind === 'network' || error.kind === 'signed-out') {
          onActivity('unreachable');
          this.#pause(this.#nextBackoff());
        } else if (error.kind === 'server' || error.kind === 'timeout') {
          this.#pause(this.#nextBackoff());
          return 'failed';
        } else throw error;
      }
    }
  }

  #nextBackoff(): number {
    this.#failed += 1;
    return doublingMs(this.#failed, backoff.firstMs, backoff.maxMs);
  }

  #pause(ms: number): void {
    this.#limiter.hold(this.#options.clock.now() + ms);
  }

  async #standBack(signal: AbortSignal): Promise<void> {
    this.#options.onActivity('unreachable');
    const { clock } = this.#options;
    await clock.sleep(this.#limiter.waitMs(clock.now()), signal);
  }
}
