import { retry } from '#src/lib/retry.ts';
import type { StoredRecording } from '../model/recording.ts';
import { SpoolError } from '../model/spool-error.ts';
import type { UploadState } from '../model/upload-state.ts';
import { type Locks, recordingLock, uploadLock } from '../spool/locks.ts';
import { memoryStorage, type SharedMemory } from '../spool/shared-memory.ts';
import type { Spool } from '../spool/spool.ts';
import { uploadBackoffMs } from './backoff.ts';
import { InterruptibleSleep } from './interruptible-sleep.ts';
import { lazyUpload } from './lazy-modules.ts';
import { NeedsAttention } from './needs-attention.ts';
import type { RecorderServer } from './server.ts';
import { UploadLimiter } from './upload-limiter.ts';
import { progressOf } from './upload-progress.ts';

interface UploadQueueOptions {
  readonly spool: Spool;
  readonly server: RecorderServer;
  readonly locks: Locks;
  /** Asks for a fresh session without the person; false when only signing in helps. */
  renewSession(): Promise<boolean>;
  /** Renews the session now if it would end within this many milliseconds. */
  prepareSession?(validForMs: number): Promise<void>;
  /** Bytes of each chunk that a recording is cut into. */
  readonly chunkBytes: number;
  /** The server refused an upload whose total changes. */
  onLiveRefused?(): void;
  /** Where the tabs of this browser agree on the pace. */
  readonly sharedMemory?: SharedMemory;
  /** A state here has changed. */
  onChange(): void;
  /** The spool's row of a recording has changed. */
  onStored(recording: StoredRecording): void;
}

/**
 * Uploads the sealed recordings of one user, one at a time and the oldest first, from one tab of the browser at a time.
 * All it knows is in the spool, so it can be stopped anywhere and continues in any tab, any day.
 */
export class UploadQueue {
  readonly #options: UploadQueueOptions;
  readonly #limiter: UploadLimiter;
  readonly #interruptible = new InterruptibleSleep();
  readonly #fixed = new InterruptibleSleep();
  /** States of the recordings that this tab tried to upload. */
  readonly #states = new Map<string, UploadState>();
  readonly #discarded = new Set<string>();
  #user: string | undefined;
  #working: AbortController | undefined;
  #moreToDo = false;
  #current: { readonly id: string; readonly abort: AbortController } | undefined;

  constructor(options: UploadQueueOptions) {
    this.#options = options;
    this.#limiter = new UploadLimiter(options.sharedMemory ?? memoryStorage());
  }

  /** The upload of a recording, as far as this tab knows; undefined for a recording that is not sealed. */
  stateOf(recording: StoredRecording): UploadState | undefined {
    if (recording.status === 'open') return undefined;
    if (recording.status === 'uploaded') return { phase: 'uploaded', meetingId: recording.meetingId ?? '' };
    return this.#states.get(recording.id) ?? { phase: 'queued', progress: progressOf(recording) };
  }

  /** Whether this tab is sending something right now, so that leaving would interrupt it. */
  get sending(): boolean {
    return this.#current !== undefined && this.#states.get(this.#current.id)?.phase === 'sending';
  }

  /** Works on this user's recordings from now on; undefined stops. Waits for a sign-in or a network end. */
  serve(userUuid: string | undefined): void {
    if (userUuid !== this.#user) {
      this.rest();
      this.#states.clear();
      this.#user = userUuid;
    }
    this.#interruptible.wake();
    this.#work();
  }

  /** Releases everything, as another tab may upload in the meantime; `serve` continues. */
  rest(): void {
    this.#working?.abort();
    this.#working = undefined;
  }

  /** Checks for something to upload, and immediately retries what is waiting. */
  kick(): void {
    this.serve(this.#user);
  }

  /** Tries a recording again that needed attention, or waits for its next attempt. */
  retry(recordingId: string): void {
    if (this.#states.get(recordingId)?.phase === 'attention') this.#states.delete(recordingId);
    this.#options.onChange();
    this.kick();
  }

  /** Stops uploading a recording that is being discarded. */
  forget(recordingId: string): void {
    this.#discarded.add(recordingId);
    this.#interrupt(recordingId);
  }

  /**
   * Uploads a recording from its beginning to another meeting, null for a new one. What an earlier meeting has received
   * of it stays there. @throws SpoolError
   */
  async redirect(recording: StoredRecording, meetingId: string | null): Promise<void> {
    this.#interrupt(recording.id);
    const plan = { chunkBytes: recording.chunkBytes || this.#options.chunkBytes, meetingId };
    this.#options.onStored(await this.#options.spool.replan(recording.id, plan));
    this.retry(recording.id);
  }

  #interrupt(recordingId: string): void {
    if (this.#current?.id === recordingId) this.#current.abort.abort();
    this.#states.delete(recordingId);
  }

  #work(): void {
    if (this.#user === undefined) return;
    this.#moreToDo = true;
    if (this.#working) return;
    const working = new AbortController();
    this.#working = working;
    void this.#loop(this.#user, working.signal).finally(() => {
      if (this.#working !== working) return;
      this.#working = undefined;
      if (this.#moreToDo) this.#work();
    });
  }

  /** Works until nothing is left to do. It never rejects: what fails is tried again or shown as a state. */
  async #loop(user: string, signal: AbortSignal): Promise<void> {
    const work = async () => {
      this.#moreToDo = false;
      // The lock is requested only with something to send: a tab that just watches never holds it.
      if ((await this.#next(user)) === undefined) return;
      await this.#options.locks.run(uploadLock, signal, () => this.#drain(user, signal));
    };
    // When the spool or the lock fails, not the server.
    const patience = { waitMs: uploadBackoffMs, wakeOn: this.#interruptible.subscribe, signal };
    await retry(work, patience).catch(() => undefined);
  }

  async #drain(user: string, signal: AbortSignal): Promise<void> {
    for (let next = await this.#next(user); next; next = await this.#next(user)) {
      await this.#upload(next, signal);
      signal.throwIfAborted();
    }
  }

  /** The oldest that is complete; then chunks of a running recording that is uploaded live. */
  async #next(user: string): Promise<StoredRecording | undefined> {
    const recordings = await this.#options.spool.list(user);
    const possible = recordings.filter(
      ({ id }) => !this.#discarded.has(id) && this.#states.get(id)?.phase !== 'attention',
    );
    return (
      possible.findLast(({ status }) => status === 'sealed') ??
      (await this.#running(possible.filter(hasLiveChunks)))
    );
  }

  /** The one that is being recorded now. What a dead tab left behind waits until the person decides about it. */
  async #running(live: readonly StoredRecording[]): Promise<StoredRecording | undefined> {
    if (live.length === 0) return undefined;
    const held = await this.#options.locks.held();
    return live.find(({ id }) => held.has(recordingLock(id)));
  }

  /** The code of the upload. If it is missing, that is treated like a failing network. */
  #loadJob(signal: AbortSignal) {
    const patience = { waitMs: uploadBackoffMs, wakeOn: this.#interruptible.subscribe, signal };
    return retry(lazyUpload.job, patience);
  }

  async #upload(recording: StoredRecording, queueSignal: AbortSignal): Promise<void> {
    const { id } = recording;
    const abort = new AbortController();
    const signal = AbortSignal.any([queueSignal, abort.signal]);
    const { spool, server } = this.#options;
    const tell = (state: UploadState) => {
      if (signal.aborted) return;
      this.#states.set(id, state);
      this.#options.onChange();
    };
    this.#current = { id, abort };
    try {
      const context = {
        spool,
        server,
        renewSession: () => this.#options.renewSession(),
        prepareSession: async (ms: number) => this.#options.prepareSession?.(ms),
        limiter: this.#limiter,
        chunkBytes: this.#options.chunkBytes,
        onLiveRefused: () => this.#options.onLiveRefused?.(),
        interruptible: this.#interruptible,
        fixed: this.#fixed,
        onState: tell,
        onStored: (row: StoredRecording) => this.#options.onStored(row),
      };
      const { UploadJob } = await this.#loadJob(signal);
      const uploaded = await new UploadJob(context, recording, signal).run();
      if (uploaded.status === 'uploaded') {
        tell({ phase: 'uploaded', meetingId: uploaded.meetingId ?? '' });
      } else this.#states.delete(id);
    } catch (error) {
      if (signal.aborted) return;
      // Cut again by another tab: the next look finds it as it is now.
      if (error instanceof SpoolError && error.code === 'conflict') return void this.#states.delete(id);
      const problem = error instanceof NeedsAttention ? error.problem : unexpected;
      tell({ phase: 'attention', progress: progressOf((await spool.get(id)) ?? recording), problem });
    } finally {
      if (this.#current?.id === id) this.#current = undefined;
      this.#options.onChange();
    }
  }
}

const unexpected = { kind: 'unexpected', status: undefined, message: undefined } as const;

const hasLiveChunks = ({ status, live, closedChunks, acknowledgedChunks }: StoredRecording): boolean =>
  status === 'open' && live && closedChunks > acknowledgedChunks;
