import type { StoredRecording } from '../model/recording.ts';
import { SpoolError } from '../model/spool-error.ts';
import type { UploadProgress, UploadState } from '../model/upload-state.ts';
import type { Spool } from '../spool/spool.ts';
import { type Remedy, remedyFor } from './failure.ts';
import type { InterruptibleSleep } from './interruptible-sleep.ts';
import { NeedsAttention } from './needs-attention.ts';
import type { RecorderServer } from './server.ts';
import type { UploadLimiter } from './upload-limiter.ts';

/** What an upload needs from its surroundings. */
export interface UploadContext {
  readonly spool: Spool;
  readonly server: RecorderServer;
  /** Asks for a fresh session without the person; false when only signing in helps. */
  renewSession(): Promise<boolean>;
  /** Bytes of a chunk, where a recording has no size of its own yet. */
  readonly chunkBytes: number;
  /** The server refused an upload whose total changes. */
  onLiveRefused(): void;
  /** Renews the session now if it would end within this many milliseconds. */
  prepareSession(validForMs: number): Promise<void>;
  /** Returns when the next chunk may be sent without exceeding the server's rate limit. */
  readonly limiter: UploadLimiter;
  /** Waits that a sign-in, a retry or a returning network may cut short; not those the server asked for. */
  readonly interruptible: InterruptibleSleep;
  readonly fixed: InterruptibleSleep;
  onState(state: UploadState): void;
  /** The spool's row of the recording has changed. */
  onStored(recording: StoredRecording): void;
}

/** What the job reports while its steps are tried. */
interface PatienceEvents {
  /** A step is being tried. */
  attempt(): void;
  progress(): UploadProgress;
  /** Nothing is sent for a while. */
  pause(): void;
}

/** Tries the steps of an upload for as long as it takes. */
export class UploadRetry {
  readonly #context: UploadContext;
  readonly #signal: AbortSignal;
  readonly #events: PatienceEvents;

  constructor(context: UploadContext, signal: AbortSignal, events: PatienceEvents) {
    this.#context = context;
    this.#signal = signal;
    this.#events = events;
  }

  /**
   * Tries until it succeeds: waits out what passes, asks for a sign-in, stops at what a person must resolve.
   * @throws NeedsAttention; SpoolError `conflict` when the recording was cut again elsewhere; the signal's reason.
   */
  async persist<T>(attempt: () => Promise<T>): Promise<T> {
    let justRenewed = false;
    for (let failures = 1; ; failures++) {
      const { wakes } = this.#context.interruptible;
      try {
        await this.#holdStill();
        this.#events.attempt();
        return await attempt();
      } catch (error) {
        this.#signal.throwIfAborted();
        if (error instanceof SpoolError && error.code === 'conflict') throw error;
        const remedy = remedyFor(error, failures);
        if (remedy.do === 'ask') throw new NeedsAttention(remedy.problem, error);
        if (remedy.do === 'wait') await this.#wait(remedy);
        // If a fresh session is refused as well, renewing it again does not help.
        justRenewed = remedy.do === 'sign-in' && !justRenewed && (await this.#renewed());
        if (remedy.do === 'sign-in' && !justRenewed) await this.#signedIn(wakes);
      }
    }
  }

  /** Respects a wait that the server asked for, even if it asked another tab or an earlier visit. */
  async #holdStill(): Promise<void> {
    const delayMs = this.#context.limiter.heldMs(Date.now());
    if (delayMs > 0) await this.#wait({ do: 'wait', reason: 'rate-limited', delayMs });
  }

  async #wait({ reason, delayMs }: Extract<Remedy, { do: 'wait' }>): Promise<void> {
    const now = Date.now();
    const until = now + delayMs;
    if (reason === 'rate-limited') this.#context.limiter.hold(until, now);
    this.#events.pause();
    this.#context.onState({ phase: 'waiting', progress: this.#events.progress(), reason, until });
    const { fixed, interruptible } = this.#context;
    await (reason === 'rate-limited' ? fixed : interruptible).sleep(delayMs, this.#signal);
  }

  #renewed(): Promise<boolean> {
    return this.#context.renewSession().catch(() => false);
  }

  /** Waits for a sign-in, unless there was one since `wakes` was read. */
  async #signedIn(wakes: number): Promise<void> {
    const { interruptible } = this.#context;
    if (interruptible.wakes !== wakes) return;
    this.#events.pause();
    this.#context.onState({ phase: 'signed-out', progress: this.#events.progress() });
    await interruptible.sleep(undefined, this.#signal);
  }
}
