import type { RefusalReason } from '#contract/gateway/refusals.ts';
import type { Leases } from '../../data/leases.ts';
import { claritalkName } from '../../upstreams/claritalk.ts';
import type { AuditLog } from '../elevation/audit-log.ts';
import { NoAnswer } from '../elevation/claritalk-calls.ts';
import type { Logger } from '../http/log.ts';
import { Refusal } from '../http/refusal.ts';
import { latestDue } from './due.ts';
import { isBusy, pageSize, type RetentionMeetings } from './meetings.ts';
import type { Item, Person, RetentionStore } from './retention-store.ts';
import { mayBeDue, ruleOf } from './rules.ts';

export interface RetentionOptions {
  readonly store: RetentionStore;
  /** Claritalk, until the signal ends it. */
  readonly meetings: (signal: AbortSignal) => RetentionMeetings;
  readonly audit: AuditLog;
  readonly leases: Leases;
  readonly log: Logger;
  readonly now?: () => number;
}

/** Whoever began to delete, as the audit log names them. */
export interface Admin extends Person {
  readonly email: string;
}

/** One gateway at a time; what dies keeps the others waiting for no longer. */
const leaseName = 'retention';
const leaseMs = 15_000;
/** After so many failures in a row, the next one would fail as well. */
const maxFailures = 3;
const interrupted: RefusalReason = { code: 'retention-interrupted', values: {} };

/**
 * Writes lists of what would go, and carries out one that a person has seen: one thing at a time. What is deleted stands on
 * that list, is read again a moment before, and has not changed since; a meeting that was deleted by a gateway that was
 * killed is found by not being there.
 */
export class Retention {
  readonly #options: RetentionOptions;
  #working:
    | { readonly id: string; readonly stopping: AbortController; readonly ended: Promise<void> }
    | undefined;

  constructor(options: RetentionOptions) {
    this.#options = options;
  }

  /**
   * Begins to write a list, or to carry one out, unless another one is written or carried out: here or in another gateway.
   * @param begin says so in the store; false where it cannot. Returns whether it was begun.
   */
  list(id: string, begin: () => Promise<boolean>): Promise<boolean> {
    return this.#start(id, 'listing', begin, (signal) => this.#write(id, signal));
  }

  run(id: string, admin: Admin, begin: () => Promise<boolean>): Promise<boolean> {
    return this.#start(id, 'running', begin, (signal) => this.#carryOut(id, admin, signal));
  }

  /** What a gateway left that is gone is stopped, and waits for a person. */
  async look(): Promise<void> {
    const { store, leases } = this.#options;
    if (this.#working || (await store.active()) === undefined) return;
    const lease = await leases.take(leaseName, leaseMs);
    if (!lease) return;
    await store.interrupt(interrupted).finally(() => lease.release());
  }

  /** Ends what is done with a list after the request that is on its way; another gateway notices. */
  async stop(id: string, why?: RefusalReason): Promise<void> {
    const { store } = this.#options;
    await store.end(id, 'running', 'stopped', why);
    await store.end(id, 'listing', 'failed', why);
    if (this.#working?.id !== id) return;
    this.#working.stopping.abort();
    await this.#working.ended;
  }

  /** Ends whatever is done, wherever. */
  async stopAll(why: RefusalReason): Promise<void> {
    const id = await this.#options.store.active();
    if (id !== undefined) await this.stop(id, why);
  }

  /** Ends what is done here. */
  async close(): Promise<void> {
    if (this.#working) await this.stop(this.#working.id, interrupted);
  }

  async #start(
    id: string,
    doing: 'listing' | 'running',
    begin: () => Promise<boolean>,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<boolean> {
    const { store, leases, log } = this.#options;
    if (this.#working) return false;
    const lease = await leases.take(leaseName, leaseMs);
    if (!lease) return false;
    let isBegun = false;
    try {
      // Nobody else has the lease, so whatever is said to be done is not.
      await store.interrupt(interrupted);
      isBegun = !this.#working && (await begin());
    } finally {
      if (!isBegun) await lease.release().catch(() => undefined);
    }
    if (!isBegun) return false;
    const stopping = new AbortController();
    const renew = () =>
      lease.renew(leaseMs).then(
        (isOurs) => isOurs || stopping.abort(),
        () => stopping.abort(),
      );
    const renewing = setInterval(() => void renew(), leaseMs / 3);
    const ended = work(stopping.signal)
      .catch(async (error: unknown) => {
        if (stopping.signal.aborted) return;
        const failure = doing === 'listing' ? 'failed' : 'stopped';
        await store.end(id, doing, failure, whyOf(error));
      })
      .catch((error: unknown) =>
        log.error('retention failed', { error: error instanceof Error ? error.name : 'unknown' }),
      )
      .finally(async () => {
        clearInterval(renewing);
        this.#working = undefined;
        await lease.release().catch(() => undefined);
      });
    this.#working = { id, stopping, ended };
    return true;
  }

  async #write(id: string, signal: AbortSignal): Promise<void> {
    const { store, now = Date.now } = this.#options;
    const meetings = this.#options.meetings(signal);
    const { rules = [] } = (await store.view(id)) ?? {};
    const at = now();
    const until = latestDue(rules, at);
    let number = 0;
    for (let offset = 0; until !== undefined; offset += pageSize) {
      const page = await meetings.page(offset, until);
      const items: Omit<Item, 'number'>[] = [];
      for (const one of page) {
        if (!mayBeDue(rules, one, at)) continue;
        // Its type, its teams and its dossier stand in no list.
        const meeting = await meetings.read(one.id);
        const rule = meeting && ruleOf(rules, meeting, at);
        if (!meeting || rule === undefined) continue;
        const held = meeting.dossier !== null && (await store.isHeld(meeting.dossier));
        items.push({
          meeting: meeting.id,
          name: meeting.name,
          owner: meeting.owner ?? one.owner,
          status: meeting.status,
          created_at: meeting.createdAt ?? null,
          changed_at: meeting.changedAt ?? 0,
          dossier: meeting.dossier,
          rule,
          state: held ? 'held' : 'listed',
        });
      }
      signal.throwIfAborted();
      if ((await store.state(id)) !== 'listing') return;
      await store.add(id, page.length, number, items);
      number += items.length;
      if (page.length < pageSize) break;
    }
    await store.finishListing(id);
  }

  async #carryOut(id: string, admin: Admin, signal: AbortSignal): Promise<void> {
    const { store } = this.#options;
    const meetings = this.#options.meetings(signal);
    const { rules = [], at = '' } = (await store.view(id)) ?? {};
    let failures = 0;
    for (;;) {
      const item = await store.next(id);
      if (!item) break;
      signal.throwIfAborted();
      if ((await store.state(id)) !== 'running') return;
      const meeting = await meetings.read(item.meeting);
      signal.throwIfAborted();
      if (!meeting) {
        // If it was on its way, this is how it ended.
        await store.mark(id, item.number, item.state === 'deleting' ? 'deleted' : 'gone');
        continue;
      }
      const asListed =
        meeting.changedAt === item.changed_at &&
        meeting.status === item.status &&
        meeting.dossier === item.dossier &&
        ruleOf(rules, meeting, Date.parse(at)) === item.rule;
      if (!asListed) await store.mark(id, item.number, 'changed');
      else if (meeting.dossier !== null && (await store.isHeld(meeting.dossier)))
        await store.mark(id, item.number, 'held');
      else {
        const failure = await this.#delete(id, item, admin, meetings);
        failures = failure === undefined ? 0 : failures + 1;
        if (failure !== undefined && failures === maxFailures) throw failure;
      }
    }
    await store.end(id, 'running', 'done');
  }

  /** Deletes one meeting. Returns what went wrong. @throws NoAnswer: whether it was deleted shows when it is read again */
  async #delete(id: string, item: Item, { uuid, name, email }: Admin, meetings: RetentionMeetings) {
    const { store, audit } = this.#options;
    await store.mark(id, item.number, 'deleting');
    const intent = { requestId: id, action: 'deleteMeeting', target: item.meeting, change: { list: id } };
    const entry = await audit.begin(intent);
    await audit.identify(entry, { uuid, name, email });
    try {
      const wasThere = await meetings.delete(item.meeting);
      await audit.end(entry, { outcome: 'done', status: wasThere ? 204 : 404, reason: null, refusal: null });
      await store.mark(id, item.number, wasThere ? 'deleted' : 'gone');
      return undefined;
    } catch (error) {
      const refused = error instanceof Refusal ? error : undefined;
      await audit.end(entry, {
        outcome: refused ? 'failed' : 'unknown',
        status: refused?.status ?? 504,
        reason: refused?.message ?? 'no answer',
        refusal: refused?.reason ?? null,
      });
      if (!refused) throw error;
      // One that Claritalk had no time for is read again before it is tried again.
      await store.mark(id, item.number, isBusy(error) ? 'listed' : 'failed');
      return error;
    }
  }
}

function whyOf(error: unknown): RefusalReason {
  if (error instanceof Refusal && error.reason) return error.reason;
  return error instanceof NoAnswer
    ? { code: 'upstream-silent', values: { system: claritalkName } }
    : interrupted;
}
