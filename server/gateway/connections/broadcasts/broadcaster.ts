import { setTimeout as pause } from 'node:timers/promises';
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import { Refusal, refusal } from '../../http/refusal.ts';
import { FairScheduler } from '../../scheduling/fair-scheduler.ts';
import { saidNo } from '../write-noted.ts';
import type { Broadcast, Exclusion, Recipient } from './broadcast-store.ts';
import type { Broadcasting } from './broadcasting.ts';
import { entryOf, findOutcomes, openStates, stateOfEntry } from './find-outcomes.ts';
import { sendOne } from './send-one.ts';

/** Broadcasts of one organisation come one after another, so that none of them takes another’s turns. */
const places = { total: 4, each: 1, waiting: 50 };
/** Nothing was sent, and that may pass: it is tried again. */
const passing = [
  'upstream-waits',
  'upstream-waits-because',
  'upstream-unreachable',
  'upstream-lost',
  'upstream-silent',
  'upstream-unreadable',
  'upstream-failed',
];
const exclusionsBy: Readonly<Record<string, Exclusion>> = {
  'consent-declined': 'consent-declined',
  'consent-missing': 'consent-missing',
};
/** So many in a row, and it is no coincidence: nobody else is to become one of them. */
const mostUnknown = 3;
const longestTimerMs = 60 * 60 * 1000;

interface Run {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/**
 * Sends broadcasts, and finds out what became of them, without any page. What was under way when the gateway ended is
 * continued when it starts; whoever may have got their message by then does not get another.
 */
export class Broadcaster {
  readonly #options: Broadcasting;
  readonly #runs = new Map<string, Run>();
  readonly #looking = new Map<string, Run>();
  readonly #scheduler = new FairScheduler(places);
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: Broadcasting) {
    this.#options = options;
  }

  /** Continues with everything that was under way. */
  async resume(): Promise<void> {
    const { broadcasts, pace } = this.#options;
    for (const { id, sendAt, state } of broadcasts.underWay()) {
      await this.#recover(broadcasts.get(id));
      // Someone may have cancelled it in the meantime.
      if (this.#isClosed || !broadcasts.underWay().some((one) => one.id === id)) continue;
      const waitedMs = Date.now() - Math.max(sendAt, broadcasts.lastAt(id) ?? 0);
      if (waitedMs <= pace.staleMs) this.start(id);
      else this.#stop(id, refusal('broadcast-interrupted', { minutes: String(pace.staleMs / 60_000) }));
      if (state === 'sending') this.#planLook(id);
    }
    this.#plan();
  }

  start(id: string): void {
    if (this.#runs.has(id) || this.#isClosed) return;
    const abort = new AbortController();
    const ended = this.#run(id, abort.signal).finally(() => this.#runs.delete(id));
    this.#runs.set(id, { abort, ended });
  }

  /** Ends what is under way of a broadcast; one message that leaves at this moment is awaited. */
  async halt(id: string): Promise<void> {
    const run = this.#runs.get(id);
    run?.abort.abort();
    await run?.ended;
  }

  isLooking(id: string): boolean {
    return this.#looking.has(id);
  }

  /** Looks now what became of it; joins a look that is under way. @throws Refusal */
  async look(id: string): Promise<void> {
    const known = this.#looking.get(id);
    if (known) return known.ended;
    const abort = new AbortController();
    const ended = findOutcomes(this.#options, this.#options.broadcasts.get(id), abort.signal).finally(() =>
      this.#looking.delete(id),
    );
    this.#looking.set(id, { abort, ended });
    return ended;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    const all = [...this.#runs.values(), ...this.#looking.values()];
    for (const { abort } of all) abort.abort();
    await Promise.allSettled(all.map(({ ended }) => ended));
  }

  async #run(id: string, signal: AbortSignal): Promise<void> {
    const { broadcasts, log } = this.#options;
    try {
      const { sendAt, organisation } = broadcasts.get(id);
      const waitMs = sendAt - Date.now();
      if (waitMs > 0) await pause(waitMs, undefined, { signal });
      const leave = await this.#scheduler.enter(organisation, 0, signal);
      try {
        broadcasts.change(id, { state: 'sending', problem: undefined });
        await this.#sendAll(broadcasts.get(id), signal);
        broadcasts.change(id, { state: 'done', problem: undefined });
      } finally {
        leave();
      }
    } catch (error) {
      if (!signal.aborted) {
        if (!(error instanceof Refusal)) {
          log.error('a broadcast failed', { error: error instanceof Error ? error.name : 'unknown' });
        }
        this.#stop(id, error);
      }
    }
    if (!this.#isClosed) {
      this.#planLook(id);
      this.#plan();
    }
  }

  #stop(id: string, error: unknown): void {
    const { reason } = error instanceof Refusal ? error : refusal('server-failed', {});
    const problem: RefusalReason = reason ?? { code: 'server-failed', values: {} };
    this.#options.broadcasts.change(id, { state: 'stopped', problem });
  }

  async #sendAll(broadcast: Broadcast, signal: AbortSignal): Promise<void> {
    const { broadcasts, offered } = this.#options;
    let unknowns = 0;
    for (;;) {
      signal.throwIfAborted();
      const recipient = broadcasts.next(broadcast.id);
      if (!recipient) return;
      const { state } = await this.#sendTo(broadcast, recipient, signal);
      unknowns = state === 'unknown' ? unknowns + 1 : 0;
      if (unknowns >= mostUnknown) throw refusal('outcome-unknown', { system: offered.system.name });
    }
  }

  /** @returns the recipient afterwards @throws Refusal where nobody can be sent anything for now */
  async #sendTo(broadcast: Broadcast, recipient: Recipient, signal: AbortSignal): Promise<Recipient> {
    const { pace, turns } = this.#options;
    for (let failures = 1; ; failures += 1) {
      try {
        return await this.#trySending(broadcast, recipient, signal);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const isPassing = passing.includes(error.reason?.code ?? '');
        const waitMs = isPassing ? pace.retryMs(failures) : undefined;
        if (waitMs === undefined) throw error;
        const toldMs = Number(error.headers['retry-after']) * 1000 || 0;
        turns.hold(broadcast.organisation, Math.max(waitMs, toldMs));
      }
    }
  }

  async #trySending(broadcast: Broadcast, recipient: Recipient, signal: AbortSignal): Promise<Recipient> {
    const { broadcasts } = this.#options;
    const { id, organisation, person, content: template, account } = broadcast;
    if (!template || recipient.address === '') throw refusal('broadcast-lost', {});
    let now = recipient;
    const change = (to: Parameters<typeof broadcasts.changeRecipient>[2]) => {
      now = broadcasts.changeRecipient(id, now, to);
      return now;
    };
    try {
      const made = await sendOne(
        this.#options,
        {
          organisation,
          person,
          key: now.key,
          template,
          to: now,
          account,
          draft: now.made,
          onDraft: (draft) => change({ made: draft }),
          onLeave: () => change({ state: 'sending', at: Date.now() }),
        },
        signal,
      );
      return change({ state: 'accepted', made: made ?? now.made });
    } catch (error) {
      if (!(error instanceof Refusal)) {
        // Aborted before it left: its turn has not come.
        throw error;
      }
      const code = error.reason?.code;
      const exclusion = code === undefined ? undefined : exclusionsBy[code];
      if (exclusion) return change({ state: 'excluded', exclusion });
      const left = now.state === 'sending' ? await entryOf(this.#options, broadcast, now) : undefined;
      if (left && left.entry.state !== 'not-sent') {
        const problem = left.entry.state === 'refused' ? error.reason : undefined;
        const state = stateOfEntry[left.entry.state];
        return change({ state, made: left.made ?? now.made, ...(problem ? { problem } : {}) });
      }
      if (now.state === 'waiting' && saidNo(error)) {
        return change({ state: 'refused', ...(error.reason ? { problem: error.reason } : {}) });
      }
      change({ state: 'waiting', at: null });
      throw error;
    }
  }

  /** What the ledger knows of the one that was leaving when the gateway ended. */
  async #recover(broadcast: Broadcast): Promise<void> {
    const { broadcasts } = this.#options;
    for (const recipient of broadcasts.recipients(broadcast.id)) {
      if (recipient.state !== 'sending') continue;
      const left = await entryOf(this.#options, broadcast, recipient);
      const isOpen = !left || left.entry.state === 'not-sent';
      broadcasts.changeRecipient(
        broadcast.id,
        recipient,
        isOpen
          ? { state: 'waiting', at: null }
          : { state: stateOfEntry[left.entry.state], made: left.made ?? recipient.made },
      );
    }
  }

  /** Has the gateway look what becomes of it. */
  #planLook(id: string): void {
    const { broadcasts, pace } = this.#options;
    const waitMs = pace.followMs(0);
    const isOpen = broadcasts.recipients(id).some(({ state }) => openStates.includes(state));
    const lookAt = isOpen && waitMs !== undefined ? Date.now() + waitMs : null;
    broadcasts.change(id, { looks: 0, lookAt });
  }

  /** Waits until the next one has to be looked at. */
  #plan(): void {
    clearTimeout(this.#timer);
    if (this.#isClosed) return;
    const [next] = this.#options.broadcasts.toLook();
    if (next?.lookAt == null) return;
    const waitMs = Math.min(longestTimerMs, Math.max(0, next.lookAt - Date.now()));
    this.#timer = setTimeout(() => void this.#lookAtDue(), waitMs);
    this.#timer.unref();
  }

  async #lookAtDue(): Promise<void> {
    const { broadcasts, pace, log } = this.#options;
    for (const { id, lookAt, looks } of broadcasts.toLook()) {
      if (lookAt === null || lookAt > Date.now() || this.#isClosed) continue;
      const waitMs = pace.followMs(looks + 1);
      broadcasts.change(id, {
        looks: looks + 1,
        lookAt: waitMs === undefined ? null : Date.now() + waitMs,
      });
      try {
        await this.look(id);
        const isOpen = broadcasts.recipients(id).some(({ state }) => openStates.includes(state));
        if (!isOpen && !this.#isClosed) broadcasts.change(id, { lookAt: null });
      } catch (error) {
        if (error instanceof Refusal || this.#isClosed) continue;
        log.error('a broadcast could not be looked at', {
          error: error instanceof Error ? error.name : 'unknown',
        });
      }
    }
    this.#plan();
  }
}
