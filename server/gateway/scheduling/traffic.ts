import type { IncomingHttpHeaders } from 'node:http';
import type { Operation } from '#contract/operation.ts';
import type { Quota, Upstream, UpstreamLimits } from '../../upstreams/upstream.ts';
import { refusal } from '../http/refusal.ts';
import { FairScheduler, type Leave } from './fair-scheduler.ts';
import { InProgress } from './in-progress.ts';
import type { Limiter, Limits } from './limits.ts';
import { RetryAfterHolds } from './retry-after-holds.ts';

/** The urgency of a request that names none (RFC 9218). */
const usualUrgency = 3;

/** Who asks, and with what. */
export interface Party {
  readonly person: string;
  /** Whose quota it counts against at the system: the person's, or that of a shared connection. */
  readonly holder: string;
}

/** Places for people who share a line. */
interface Pool {
  readonly requests: FairScheduler;
  readonly uploads: FairScheduler;
}

const poolOf = ({ requests, uploads }: UpstreamLimits): Pool => ({
  requests: new FairScheduler(requests),
  uploads: new FairScheduler(uploads),
});

/**
 * Who may send how much to one system, and when. Counted by person: however many browsers someone signs in with, it is
 * one share. What the system counts is counted by credential. Where everyone has their own, all share one line; a
 * connection has its own line, in which its people take turns, so no connection holds up another.
 */
export class Traffic {
  readonly #upstream: Upstream;
  readonly #progress: InProgress;
  readonly #holds: RetryAfterHolds;
  readonly #quotas: readonly (Quota & { readonly limiter: Limiter })[];
  readonly #pools = new Map<string, Pool>();

  /** @param now clock in ms. */
  constructor(upstream: Upstream, limits: Limits, now: () => number = Date.now) {
    const { progress, quotas = [] } = upstream.limits;
    this.#upstream = upstream;
    this.#progress = new InProgress(progress);
    this.#holds = new RetryAfterHolds(upstream, limits.holds, now);
    this.#quotas = quotas.map((quota, at) => ({
      ...quota,
      limiter: limits.of({ ...quota, name: `${upstream.id}: quota ${at}`, comesBack: 'at-once' }),
    }));
  }

  /**
   * Admits a request before its body is read; must be released when it is finished.
   * @param length of its body in bytes.
   * @throws Refusal with 429 when the person has too many, with 503 when all have.
   */
  begin({ bodyKind }: Operation, person: string, length: number): Leave {
    const isHeld = bodyKind === 'json' || bodyKind === 'form';
    return this.#progress.enter(person, isHeld ? length : 0);
  }

  /** @throws Refusal with 429 while the system asks the holder to wait. */
  check({ rateClass }: Operation, { holder }: Party): void {
    this.#holds.check(holder, rateClass);
  }

  /**
   * Resolves when a person's request may be sent; must be released when its response has been passed on.
   * @throws Refusal with 429 or 503; the signal's reason.
   */
  async enter(
    operation: Operation,
    party: Party,
    headers: IncomingHttpHeaders,
    signal: AbortSignal,
  ): Promise<Leave> {
    const key = this.#upstream.credential.of === 'connection' ? party.holder : '';
    const pool = this.#pools.get(key) ?? poolOf(this.#upstream.limits);
    this.#pools.set(key, pool);
    const tidy = () => {
      const isIdle = pool.requests.idle && pool.uploads.idle;
      if (isIdle && this.#pools.get(key) === pool) this.#pools.delete(key);
    };
    let leave = () => {};
    const leaveAndTidy = () => {
      leave();
      tidy();
    };
    try {
      const queue = operation.rateClass === 'upload' ? pool.uploads : pool.requests;
      leave = await queue.enter(party.person, urgencyOf(headers.priority), signal);
      // The ones before may have been asked to wait.
      this.check(operation, party);
      await this.#takeOfQuota(operation, party);
      return leaveAndTidy;
    } catch (error) {
      leaveAndTidy();
      throw error;
    }
  }

  async #takeOfQuota({ rateClass, name }: Operation, { holder }: Party): Promise<void> {
    for (const { limiter, only, rateClass: counted } of this.#quotas) {
      if (counted !== rateClass || only?.includes(name) === false) continue;
      const wait = await limiter.take(holder);
      if (wait > 0) {
        throw refusal('quota-used', { system: this.#upstream.name }, { 'retry-after': String(wait) });
      }
    }
  }

  /** Reads the head of a response. */
  note({ rateClass }: Operation, { holder }: Party, status: number, headers: IncomingHttpHeaders): void {
    if (status === 429) this.#holds.note(holder, rateClass, headers);
  }
}

/** Returns the urgency in a `Priority` header: 0 is the most urgent, 7 the least. */
export function urgencyOf(header: string | string[] | undefined): number {
  const urgency = /(?:^|,)\s*u=([0-7])\s*(?:[,;]|$)/.exec(String(header ?? ''))?.[1];
  return urgency === undefined ? usualUrgency : Number(urgency);
}
