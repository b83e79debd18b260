import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { emailKey } from '#contract/email.ts';
import { OwnedRuns } from '../../../data/owned-runs.ts';
import type { Ownership } from '../../../data/owned-work.ts';
import { Refusal, refusal } from '../../http/refusal.ts';
import { FairScheduler } from '../../scheduling/fair-scheduler.ts';
import { ensureRecording, stateAtSystem } from './create-recording.ts';
import { leaveNothing, leftoverOf, mayBeThere } from './leave-nothing.ts';
import type { Publication } from './publication-store.ts';
import type { Publishing } from './publishing.ts';
import { fillRecording } from './send-payload.ts';

/** Files on their way to systems. Creations of one author come one after another, so that each can be found again. */
const places = { total: 4, each: 1, waiting: 50 };
/** Nothing was sent: it may be tried again. */
const passing = ['upstream-waits', 'upstream-waits-because', 'upstream-unreachable'];
/** Only a new recording helps, or a look by a person. */
const endings = ['recording-unreachable', 'recording-expired', 'may-be-done'];
/** How often it is told how far a file is, in ms. */
const toldEveryMs = 500;
const tidiedEveryMs = 60 * 60 * 1000;
/** How long a file waits for someone who continues, in ms. */
const waitsMs = 24 * 60 * 60 * 1000;

/**
 * Creates recordings, fills them and follows what becomes of them, in the one gateway that owns that. What another gateway was
 * doing when it ended is continued.
 */
export class PublicationWorker {
  /** By this it is known which of them are on their way here. */
  readonly #name = randomUUID();
  /** Nobody has taken it over. */
  readonly #own = { runner: this.#name };
  readonly #options: Publishing;
  readonly #ownership: Ownership;
  readonly #runs: OwnedRuns;
  readonly #scheduler = new FairScheduler(places);
  readonly #looking = new Set<string>();
  #tidyAt = 0;

  constructor(options: Publishing, ownership: Ownership) {
    this.#options = options;
    this.#ownership = ownership;
    this.#runs = new OwnedRuns({
      signal: ownership.signal,
      run: (id, ended) => this.#run(id, ended),
      failed: this.#tell('publishing failed'),
      follow: (heard) => options.publications.follow(heard),
    });
  }

  /** Works as long as this gateway owns it. */
  async work(): Promise<void> {
    await this.#options.publications.takeOver();
    await this.#runs.attend(() => this.#see());
  }

  /** @returns when there is something to do again */
  async #see(): Promise<number> {
    const { publications } = this.#options;
    this.#runs.match(new Set((await publications.inState('sending')).map(({ id }) => id)));
    if (this.#tidyAt <= Date.now()) {
      this.#tidyAt = Date.now() + tidiedEveryMs;
      this.#tidy().catch(this.#tell('publications could not be tidied up'));
    }
    const now = Date.now();
    const toLook = (await publications.toLook()).filter(({ id }) => !this.#looking.has(id));
    for (const { id, lookAt } of toLook) if (lookAt <= now) await this.#look(id);
    return toLook.find(({ lookAt }) => lookAt > now)?.lookAt ?? this.#tidyAt;
  }

  async #run(id: string, signal: AbortSignal): Promise<void> {
    const { publications, log } = this.#options;
    try {
      const { organisation, author } = await publications.get(id);
      const leave = await this.#scheduler.enter(`${organisation} ${emailKey(author)}`, 0, signal);
      try {
        const claimed = await publications.claim(['sending'], id, this.#name);
        if (!claimed || !this.#ownership.isCertain()) return;
        if (claimed.isToRenew) await this.#renew(claimed);
        await this.#carryOut(id, signal);
      } finally {
        leave();
      }
    } catch (error) {
      if (!signal.aborted) {
        if (!(error instanceof Refusal)) {
          log.error('publishing failed', { error: error instanceof Error ? error.name : 'unknown' });
        }
        const { reason } = error instanceof Refusal ? error : refusal('server-failed', {});
        const problem = reason ?? { code: 'server-failed', values: {} };
        const needsNew = endings.includes(problem.code);
        const to = { state: 'stopped', problem, needsNew } as const;
        await publications.changeFrom(['sending'], id, to, this.#own);
      }
    } finally {
      await publications.release(id, this.#name);
    }
  }

  async #carryOut(id: string, signal: AbortSignal): Promise<void> {
    const { publications, spool, pace } = this.#options;
    const publication = await this.#ensure(id, signal);
    const { content } = publication;
    if (!content) throw refusal('file-lost', {});
    let toldAt = 0;
    const onSent = (bytes: number) => {
      if (performance.now() - toldAt < toldEveryMs) return;
      toldAt = performance.now();
      publications.sent(id, this.#name, bytes).catch(() => undefined);
    };
    await fillRecording(this.#options, publication, content, { signal, onSent });
    const now = Date.now();
    // Whoever wanted to cancel it at this moment was too late.
    const to = {
      ...({ state: 'handed-over', problem: undefined, needsNew: false } as const),
      ...{ handedAt: now, looks: 0, lookAt: now + pace.followMs(0) },
    };
    if (!(await publications.changeFrom(['sending', 'stopped'], id, to, this.#own))) return;
    await spool.delete(id);
  }

  /** @throws Refusal */
  async #ensure(id: string, signal: AbortSignal): Promise<Publication> {
    const { publications, pace } = this.#options;
    for (let failures = 1; ; failures += 1) {
      try {
        return await ensureRecording(this.#options, await publications.get(id), signal);
      } catch (error) {
        const code = error instanceof Refusal ? error.reason?.code : undefined;
        const waitMs = code && passing.includes(code) ? pace.retryMs(failures) : undefined;
        if (waitMs === undefined) throw error;
        await pause(waitMs, undefined, { signal });
      }
    }
  }

  /** Makes room for another recording, unless the first has been filled after all. */
  async #renew(publication: Publication): Promise<void> {
    const { publications } = this.#options;
    const { id } = publication;
    const state = await stateAtSystem(this.#options, publication);
    if (state !== undefined && state !== 'Empty') {
      await publications.changeFrom(['sending'], id, { isToRenew: false }, this.#own);
      return;
    }
    // An empty one that stays is said, and does not stand in the way of another.
    const leftover = await leaveNothing(this.#options, publication);
    const fresh = { creation: randomUUID(), recording: null, url: null, isAttempted: false };
    const to = { ...fresh, isToRenew: false, needsNew: false, leftover };
    await publications.changeFrom(['sending', 'stopped'], id, to, this.#own);
  }

  /** @returns when it is known when it is looked at again. */
  async #look(id: string): Promise<void> {
    this.#looking.add(id);
    const { publications, pace } = this.#options;
    const { looks: before, handedAt } = await publications.get(id);
    const [looks, now] = [before + 1, Date.now()];
    const isLast = now - (handedAt ?? now) >= pace.followForMs;
    const lookAt = isLast ? null : now + pace.followMs(looks);
    const publication = await publications.changeFrom(['handed-over'], id, { looks, lookAt });
    const seen = publication ? this.#note(publication) : Promise.resolve();
    seen.catch(this.#tell('a recording could not be looked at')).finally(() => {
      this.#looking.delete(id);
      this.#runs.hear();
    });
  }

  async #note(publication: Publication): Promise<void> {
    const state = await stateAtSystem(this.#options, publication);
    if (this.#ownership.signal.aborted || state === undefined) return;
    const end = state === 'Ready' ? 'ready' : state === 'Failed' ? 'failed' : undefined;
    await this.#options.publications.changeFrom(['handed-over'], publication.id, {
      isFollowed: true,
      ...(end ? { state: end, lookAt: null } : {}),
    });
  }

  /** Deletes files that nobody continues, and forgets what is old. */
  async #tidy(): Promise<void> {
    const { publications, spool } = this.#options;
    for (const publication of await publications.held()) {
      const { id, state, changedAt } = publication;
      if (state === 'sending' || spool.isBusy(id) || changedAt > Date.now() - waitsMs) continue;
      const isThere = await mayBeThere(this.#options, publication);
      if (this.#ownership.signal.aborted) return;
      // Someone may have continued in the meantime.
      const leftover = isThere ? leftoverOf(publication) : undefined;
      const to = { state: 'expired', leftover } as const;
      const expired = await publications.changeFrom(['receiving', 'stopped'], id, to, { changedAt });
      if (!expired) continue;
      await spool.delete(id);
      if (isThere) await this.#giveUp(id);
    }
    // A file comes after what it belongs to.
    const ids = await spool.ids();
    const held = new Set((await publications.held()).map(({ id }) => id));
    for (const id of ids) if (!held.has(id)) await spool.delete(id);
    await publications.prune();
  }

  /** Removes what an expired publication has left at the system; until then it says that something is there. */
  async #giveUp(id: string): Promise<void> {
    const { publications } = this.#options;
    const claimed = await publications.claim(['expired'], id, this.#name);
    if (!claimed) return;
    try {
      const leftover = await leaveNothing(this.#options, claimed);
      // Someone may have dismissed it.
      await publications.changeFrom(['expired'], id, { leftover });
    } finally {
      await publications.release(id, this.#name);
    }
  }

  readonly #tell = (message: string) => (error: unknown) =>
    this.#options.log.error(message, { error: error instanceof Error ? error.name : 'unknown' });
}
