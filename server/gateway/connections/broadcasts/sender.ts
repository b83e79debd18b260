import { setTimeout as pause } from 'node:timers/promises';
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import { OwnedRuns } from '../../../data/owned-runs.ts';
import type { Ownership } from '../../../data/owned-work.ts';
import { Refusal, refusal } from '../../http/refusal.ts';
import { FairScheduler } from '../../scheduling/fair-scheduler.ts';
import { saidNo } from '../write-noted.ts';
import type { Broadcast, Exclusion, Recipient, RecipientChange } from './broadcast-store.ts';
import type { RecipientState } from './broadcast-tables.ts';
import type { Broadcasting } from './broadcasting.ts';
import { entryOf, openStates, stateOfEntry } from './find-outcomes.ts';
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
/** Someone has cancelled it, or another gateway sends. */
class Overtaken extends Error {}

/**
 * Sends broadcasts in the one gateway that owns that, and has it looked what became of them. What another gateway was doing when it
 * ended is continued; whoever may have got their message by then does not get another.
 */
export class Sender {
  readonly #options: Broadcasting;
  readonly #look: (id: string) => Promise<void>;
  readonly #ownership: Ownership;
  readonly #runs: OwnedRuns;
  readonly #scheduler = new FairScheduler(places);
  #looks: Promise<void> | undefined;

  /** @param look looks now what became of one. */
  constructor(options: Broadcasting, look: (id: string) => Promise<void>, ownership: Ownership) {
    this.#options = options;
    this.#look = look;
    this.#ownership = ownership;
    this.#runs = new OwnedRuns({
      signal: ownership.signal,
      run: (id, signal) => this.#run(id, signal),
      failed: this.#tell('a broadcast failed'),
      follow: (heard) => options.broadcasts.follow(heard),
    });
  }

  /** Sends as long as this gateway owns it. */
  async work(): Promise<void> {
    await this.#takeOver();
    await this.#runs.attend(() => this.#see());
    await this.#looks;
  }

  /** What waited for too long while no gateway ran waits for a person. */
  async #takeOver(): Promise<void> {
    const { broadcasts, pace } = this.#options;
    for (const { id, sendAt } of await broadcasts.underWay()) {
      const waitedMs = Date.now() - Math.max(sendAt, (await broadcasts.lastAt(id)) ?? 0);
      if (waitedMs <= pace.staleMs) continue;
      await this.#recover(await broadcasts.get(id));
      await this.#stop(id, refusal('broadcast-interrupted', { minutes: String(pace.staleMs / 60_000) }));
      await this.#planLook(id);
    }
  }

  /** @returns when there is something to do again */
  async #see(): Promise<number | undefined> {
    const { broadcasts } = this.#options;
    this.#runs.match(new Set((await broadcasts.underWay()).map(({ id }) => id)));
    const [next] = await broadcasts.toLook();
    // It is heard when they have ended.
    if (!next || this.#looks) return undefined;
    if (next.lookAt > Date.now()) return next.lookAt;
    this.#looks = this.#lookAtDue()
      .catch(this.#tell('broadcasts could not be looked at'))
      .finally(() => {
        this.#looks = undefined;
        this.#runs.hear();
      });
    return undefined;
  }

  async #run(id: string, signal: AbortSignal): Promise<void> {
    const { broadcasts, log } = this.#options;
    try {
      await this.#recover(await broadcasts.get(id));
      const { sendAt, organisation } = await broadcasts.get(id);
      const waitMs = sendAt - Date.now();
      if (waitMs > 0) await pause(waitMs, undefined, { signal });
      const leave = await this.#scheduler.enter(organisation, 0, signal);
      try {
        const begun = await broadcasts.turn(id, ['waiting', 'sending'], 'sending');
        if (begun && (await this.#sendAll(begun, signal))) await broadcasts.turn(id, ['sending'], 'done');
      } finally {
        leave();
      }
    } catch (error) {
      if (!signal.aborted) {
        if (!(error instanceof Refusal)) {
          log.error('a broadcast failed', { error: error instanceof Error ? error.name : 'unknown' });
        }
        await this.#stop(id, error);
      }
    }
    if (!this.#ownership.signal.aborted) await this.#planLook(id);
  }

  async #stop(id: string, error: unknown): Promise<void> {
    const { reason } = error instanceof Refusal ? error : refusal('server-failed', {});
    const problem: RefusalReason = reason ?? { code: 'server-failed', values: {} };
    await this.#options.broadcasts.turn(id, ['waiting', 'sending'], 'stopped', problem);
  }

  /** @returns whether nobody is left; it may have been cancelled. */
  async #sendAll(broadcast: Broadcast, signal: AbortSignal): Promise<boolean> {
    const { broadcasts, offered } = this.#options;
    let unknowns = 0;
    for (;;) {
      signal.throwIfAborted();
      const recipient = await broadcasts.next(broadcast.id);
      if (!recipient) return true;
      const state = await this.#sendTo(broadcast, recipient, signal);
      if (state === 'overtaken') return false;
      unknowns = state === 'unknown' ? unknowns + 1 : 0;
      if (unknowns >= mostUnknown) throw refusal('outcome-unknown', { system: offered.system.name });
    }
  }

  /** @returns the recipient's state afterwards @throws Refusal where nobody can be sent anything for now */
  async #sendTo(
    broadcast: Broadcast,
    recipient: Recipient,
    signal: AbortSignal,
  ): Promise<RecipientState | 'overtaken'> {
    const { pace, turns } = this.#options;
    let now = recipient;
    for (let failures = 1; ; failures += 1) {
      try {
        return await this.#trySending(broadcast, now, signal, (changed) => {
          now = changed;
        });
      } catch (error) {
        if (error instanceof Overtaken) return 'overtaken';
        if (!(error instanceof Refusal)) throw error;
        const isPassing = passing.includes(error.reason?.code ?? '');
        const waitMs = isPassing ? pace.retryMs(failures) : undefined;
        if (waitMs === undefined) throw error;
        const toldMs = Number(error.headers['retry-after']) * 1000 || 0;
        turns.hold(broadcast.organisation, Math.max(waitMs, toldMs));
      }
    }
  }

  /** @param changed told of the recipient as they are from then on. */
  async #trySending(
    broadcast: Broadcast,
    recipient: Recipient,
    signal: AbortSignal,
    changed: (to: Recipient) => void,
  ): Promise<RecipientState> {
    const { broadcasts } = this.#options;
    const { id, organisation, person, content: template, account } = broadcast;
    if (!template || recipient.address === '') throw refusal('broadcast-lost', {});
    let now = recipient;
    /** @throws Overtaken */
    const become = (to: Recipient | undefined) => {
      if (!to) throw new Overtaken();
      now = to;
      changed(to);
    };
    /** Whoever has taken over finds out for themselves what was done here. */
    const end = async (to: RecipientChange): Promise<RecipientState> => {
      const ended = await broadcasts.changeRecipient(id, now, to);
      if (ended) changed(ended);
      return ended?.state ?? now.state;
    };
    const leaving = async () => {
      if (!this.#ownership.isCertain()) throw new Overtaken();
      become(await broadcasts.leave(id, now));
      // Saving that may have taken long.
      if (!this.#ownership.isCertain()) throw new Overtaken();
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
          onDraft: async (draft) => become(await broadcasts.changeRecipient(id, now, { made: draft })),
          onLeave: leaving,
        },
        signal,
      );
      return await end({ state: 'accepted', made: made ?? now.made });
    } catch (error) {
      // Aborted before it left: its turn has not come.
      if (!(error instanceof Refusal)) throw error;
      const code = error.reason?.code;
      const exclusion = code === undefined ? undefined : exclusionsBy[code];
      if (exclusion) return end({ state: 'excluded', exclusion });
      const left = now.state === 'sending' ? await entryOf(this.#options, broadcast, now) : undefined;
      if (left && left.entry.state !== 'not-sent') {
        const problem = left.entry.state === 'refused' ? error.reason : undefined;
        const state = stateOfEntry[left.entry.state];
        return end({ state, made: left.made ?? now.made, ...(problem ? { problem } : {}) });
      }
      if (now.state === 'waiting' && saidNo(error)) {
        return end({ state: 'refused', ...(error.reason ? { problem: error.reason } : {}) });
      }
      await end({ state: 'waiting', at: null });
      throw error;
    }
  }

  /** What the ledger knows of the one that was leaving when whoever sent it ended. */
  async #recover(broadcast: Broadcast): Promise<void> {
    const { broadcasts } = this.#options;
    for (const recipient of await broadcasts.recipients(broadcast.id, 'sending')) {
      const left = await entryOf(this.#options, broadcast, recipient);
      const isOpen = !left || left.entry.state === 'not-sent';
      await broadcasts.changeRecipient(
        broadcast.id,
        recipient,
        isOpen
          ? { state: 'waiting', at: null }
          : { state: stateOfEntry[left.entry.state], made: left.made ?? recipient.made },
      );
    }
  }

  /** Has it looked what becomes of it. */
  async #planLook(id: string): Promise<void> {
    const { broadcasts, pace } = this.#options;
    const waitMs = pace.followMs(0);
    const lookAt = (await this.#isOpen(id)) && waitMs !== undefined ? Date.now() + waitMs : null;
    await broadcasts.plan(id, 0, lookAt);
  }

  async #isOpen(id: string): Promise<boolean> {
    const counts = await this.#options.broadcasts.counts(id);
    return openStates.some((state) => (counts[state] ?? 0) > 0);
  }

  async #lookAtDue(): Promise<void> {
    const { broadcasts, pace } = this.#options;
    const { signal } = this.#ownership;
    for (const { id, lookAt, looks } of await broadcasts.toLook()) {
      if (signal.aborted) return;
      if (lookAt > Date.now()) continue;
      const waitMs = pace.followMs(looks + 1);
      await broadcasts.plan(id, looks + 1, waitMs === undefined ? null : Date.now() + waitMs);
      try {
        await this.#look(id);
        if (!signal.aborted && !(await this.#isOpen(id))) await broadcasts.plan(id, looks + 1, null);
      } catch (error) {
        if (error instanceof Refusal || signal.aborted) continue;
        this.#tell('a broadcast could not be looked at')(error);
      }
    }
  }

  readonly #tell = (message: string) => (error: unknown) =>
    this.#options.log.error(message, { error: error instanceof Error ? error.name : 'unknown' });
}
