import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { emailKey } from '#contract/email.ts';
import { Refusal, refusal } from '../../http/refusal.ts';
import { FairScheduler } from '../../scheduling/fair-scheduler.ts';
import { ensureRecording, stateAtSystem } from './create-recording.ts';
import { leaveNothing } from './leave-nothing.ts';
import type { Publication } from './publication-store.ts';
import type { Publishing } from './publishing.ts';
import { fillRecording } from './send-payload.ts';

/** Files on their way to systems. Creations of one author come one after another, so that each can be found again. */
const places = { total: 4, each: 1, waiting: 50 };
/** Nothing was sent: it may be tried again. */
const passing = ['upstream-waits', 'upstream-waits-because', 'upstream-unreachable'];
/** Only a new recording helps, or a look by a person. */
const endings = ['recording-unreachable', 'recording-expired', 'may-be-done'];
const longestTimerMs = 60 * 60 * 1000;

interface Run {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/**
 * Creates recordings, fills them and follows what becomes of them, without any page. What was under way when the gateway
 * ended is continued when it starts.
 */
export class Publisher {
  readonly #options: Publishing;
  readonly #runs = new Map<string, Run>();
  /** Bytes that have left, of those that are on their way. */
  readonly #sent = new Map<string, number>();
  readonly #scheduler = new FairScheduler(places);
  readonly #looking = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: Publishing) {
    this.#options = options;
  }

  /** Continues with everything that was under way. */
  async resume(): Promise<void> {
    for (const { id } of await this.#options.publications.inState('sending')) this.start(id, false);
    await this.#plan();
  }

  /** @param newRecording makes another recording in place of the one that cannot be filled */
  start(id: string, newRecording: boolean): void {
    if (this.#runs.has(id) || this.#isClosed) return;
    const abort = new AbortController();
    const ended = this.#run(id, newRecording, abort.signal).finally(() => {
      this.#runs.delete(id);
      this.#sent.delete(id);
    });
    this.#runs.set(id, { abort, ended });
  }

  /** Removes what an expired publication has left at the system; until then it says that something is there. */
  giveUp(id: string): void {
    if (this.#runs.has(id) || this.#isClosed) return;
    const abort = new AbortController();
    const { publications } = this.#options;
    const ended = publications
      .get(id)
      .then((publication) => leaveNothing(this.#options, publication))
      .then(async (leftover) => {
        // Someone may have dismissed it.
        if (!abort.signal.aborted) await publications.changeFrom(['expired'], id, { leftover });
      })
      .catch(this.#tell('what a publication left could not be removed'))
      .finally(() => this.#runs.delete(id));
    this.#runs.set(id, { abort, ended });
  }

  sentOf({ id, state, bytes }: Publication): number {
    if (state === 'handed-over' || state === 'ready') return bytes;
    return this.#sent.get(id) ?? 0;
  }

  /** Ends what is under way for a publication, which may have got further by then. */
  async halt(id: string): Promise<void> {
    const run = this.#runs.get(id);
    run?.abort.abort();
    await run?.ended;
  }

  /** The system has reported something about a recording. */
  async heard(organisation: string, recording: string): Promise<void> {
    const found = await this.#options.publications.ofRecording(organisation, recording);
    if (found?.state === 'handed-over') await this.#look(found.id);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    const runs = [...this.#runs.values()];
    for (const { abort } of runs) abort.abort();
    await Promise.all(runs.map(({ ended }) => ended));
  }

  async #run(id: string, newRecording: boolean, signal: AbortSignal): Promise<void> {
    const { publications, log } = this.#options;
    try {
      const { organisation, author } = await publications.get(id);
      const leave = await this.#scheduler.enter(`${organisation} ${emailKey(author)}`, 0, signal);
      try {
        if (newRecording) await this.#renew(id);
        await this.#carryOut(id, signal);
      } finally {
        leave();
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof Refusal)) {
        log.error('publishing failed', { error: error instanceof Error ? error.name : 'unknown' });
      }
      const { reason } = error instanceof Refusal ? error : refusal('server-failed', {});
      const problem = reason ?? { code: 'server-failed', values: {} };
      const needsNew = endings.includes(problem.code);
      await publications
        .changeFrom(['sending'], id, { state: 'stopped', problem, needsNew })
        .catch(this.#tell('a publication could not be stopped'));
    }
  }

  async #carryOut(id: string, signal: AbortSignal): Promise<void> {
    const { publications, spool, pace } = this.#options;
    const publication = await this.#ensure(id, signal);
    const { content } = publication;
    if (!content) throw refusal('file-lost', {});
    const onSent = (bytes: number) => this.#sent.set(id, bytes);
    await fillRecording(this.#options, publication, content, { signal, onSent });
    const now = Date.now();
    const follow = { handedAt: now, looks: 0, lookAt: now + pace.followMs(0) };
    await publications.change(id, { state: 'handed-over', problem: undefined, needsNew: false, ...follow });
    spool.delete(id);
    await this.#plan();
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
  async #renew(id: string): Promise<void> {
    const { publications } = this.#options;
    const publication = await publications.get(id);
    const state = await stateAtSystem(this.#options, publication);
    if (state !== undefined && state !== 'Empty') return;
    // An empty one that stays is said, and does not stand in the way of another.
    const leftover = await leaveNothing(this.#options, publication);
    const fresh = { creation: randomUUID(), recording: null, url: null, isAttempted: false };
    await publications.change(id, { ...fresh, needsNew: false, leftover });
  }

  /** Waits until the next one has to be looked at. */
  async #plan(): Promise<void> {
    const [next] = await this.#options.publications.toLook();
    clearTimeout(this.#timer);
    if (!next || this.#isClosed) return;
    const waitMs = Math.min(longestTimerMs, Math.max(0, next.lookAt - Date.now()));
    this.#timer = setTimeout(() => {
      this.#lookAtDue().catch(this.#tell('recordings could not be looked at'));
    }, waitMs);
    this.#timer.unref();
  }

  async #lookAtDue(): Promise<void> {
    const now = Date.now();
    const due = (await this.#options.publications.toLook()).filter(({ lookAt }) => lookAt <= now);
    await Promise.all(due.map(({ id }) => this.#look(id)));
    await this.#plan();
  }

  /** @returns when it is known when it is looked at again. */
  async #look(id: string): Promise<void> {
    if (this.#looking.has(id) || this.#isClosed) return;
    this.#looking.add(id);
    const { publications, pace } = this.#options;
    const failed = this.#tell('a recording could not be looked at');
    try {
      const { looks: before, handedAt } = await publications.get(id);
      const [looks, now] = [before + 1, Date.now()];
      const isLast = now - (handedAt ?? now) >= pace.followForMs;
      const lookAt = isLast ? null : now + pace.followMs(looks);
      const publication = await publications.changeFrom(['handed-over'], id, { looks, lookAt });
      if (!publication) return void this.#looking.delete(id);
      this.#see(publication)
        .catch(failed)
        .finally(() => this.#looking.delete(id));
    } catch (error) {
      this.#looking.delete(id);
      failed(error);
    }
  }

  async #see(publication: Publication): Promise<void> {
    const state = await stateAtSystem(this.#options, publication);
    if (this.#isClosed || state === undefined) return;
    const end = state === 'Ready' ? 'ready' : state === 'Failed' ? 'failed' : undefined;
    await this.#options.publications.changeFrom(['handed-over'], publication.id, {
      isFollowed: true,
      ...(end ? { state: end, lookAt: null } : {}),
    });
  }

  readonly #tell = (message: string) => (error: unknown) =>
    this.#options.log.error(message, { error: error instanceof Error ? error.name : 'unknown' });
}
