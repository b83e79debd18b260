import { ApiError } from '#src/api/errors.ts';
import { hasWholeRecording } from '#src/lib/meeting-status.ts';
import { answerMayBeLost, type Remedy, remedyFor } from './model/failure.ts';
import type { StoredChunk, StoredRecording } from './model/recording.ts';
import type { UploadProblem, UploadProgress, UploadState } from './model/upload-state.ts';
import type { RecorderServer } from './server.ts';
import type { Spool } from './spool.ts';
import { withStallGuard } from './stall-guard.ts';
import type { Wakeable } from './wakeable.ts';

/** What an upload needs from its surroundings. */
export interface UploadContext {
  readonly spool: Spool;
  readonly server: RecorderServer;
  /** Asks for a fresh session without the person; false when only signing in helps. */
  renewSession(): Promise<boolean>;
  /** Waits until the next chunk may be sent without exceeding the server's rate limit. */
  pace(signal: AbortSignal): Promise<void>;
  /** Waits that a sign-in, a retry or a returning network may cut short; not those the server asked for. */
  readonly interruptible: Wakeable;
  readonly fixed: Wakeable;
  onState(state: UploadState): void;
  /** The spool's row of the recording has changed. */
  onStored(recording: StoredRecording): void;
}

/** The upload stopped at something that only a person can settle. */
export class NeedsAttention extends Error {
  override readonly name = 'NeedsAttention';
  readonly problem: UploadProblem;

  constructor(problem: UploadProblem, cause: unknown) {
    super(problem.message ?? problem.kind, { cause });
    this.problem = problem;
  }
}

/**
 * Brings one sealed recording to the server: the meeting first, then the chunks in order. Each step is written
 * to the spool before the next one begins, so that the job can end anywhere and a new one goes on there.
 */
export class UploadJob {
  readonly #context: UploadContext;
  readonly #signal: AbortSignal;
  #recording: StoredRecording;

  constructor(context: UploadContext, recording: StoredRecording, signal: AbortSignal) {
    this.#context = context;
    this.#recording = recording;
    this.#signal = signal;
  }

  /**
   * Uploads what the server does not have yet. Resolves with the recording marked as uploaded.
   * @throws NeedsAttention, or the signal's reason when aborted.
   */
  async run(): Promise<StoredRecording> {
    this.#tellSending(0);
    const meetingId = this.#recording.meetingId ?? (await this.#createMeeting());
    while (this.#recording.acknowledgedChunks < this.#recording.totalChunks) {
      await this.#upload(meetingId, this.#recording.acknowledgedChunks + 1);
    }
    await this.#note({ status: 'uploaded', uploadedAt: new Date().toISOString() });
    return this.#recording;
  }

  async #createMeeting(): Promise<string> {
    const { id, name, userUuid, typeId, locale, startedAt, lastSliceAt } = this.#recording;
    const input = { recordingId: id, userUuid, name, typeId, locale, startedAt };
    const stoppedAt = this.#recording.stoppedAt ?? lastSliceAt;
    const { server } = this.#context;
    let mayExist = this.#recording.creationAttempted;
    await this.#note({ creationAttempted: true });
    const meetingId = await this.#persist(async () => {
      if (mayExist) {
        const found = await server.findMeetingByRecording(id, name, startedAt, this.#signal);
        if (found !== undefined) return found;
        mayExist = false;
      }
      try {
        return (await server.createMeeting({ ...input, stoppedAt }, this.#signal)).id;
      } catch (error) {
        mayExist = answerMayBeLost(error);
        throw error;
      }
    });
    await this.#note({ meetingId });
    return meetingId;
  }

  async #upload(meetingId: string, number: number): Promise<void> {
    const { spool } = this.#context;
    const { chunk, bytes } = await this.#persist(() => spool.readChunk(this.#recording.id, number));
    if (number === this.#recording.totalChunks) await this.#sendFinal(meetingId, chunk, bytes);
    else await this.#persist(() => this.#send(meetingId, chunk, bytes));
    this.#stored(await this.#persist(() => spool.acknowledge(this.#recording.id, number)));
  }

  /**
   * The final chunk makes the server finish the meeting, which must happen once. When an earlier attempt may
   * have arrived, the meeting's status tells.
   */
  async #sendFinal(meetingId: string, chunk: StoredChunk, bytes: ArrayBuffer): Promise<void> {
    const arrived = async () =>
      hasWholeRecording(await this.#context.server.meetingStatus(meetingId, this.#signal));
    let mayHaveArrived = this.#recording.finalChunkAttempted;
    await this.#note({ finalChunkAttempted: true });
    await this.#persist(async () => {
      if (mayHaveArrived && (await arrived())) return;
      try {
        await this.#send(meetingId, chunk, bytes);
      } catch (error) {
        if (isRefusal(error) && (await arrived())) return;
        mayHaveArrived ||= answerMayBeLost(error);
        throw error;
      }
    });
  }

  async #send(meetingId: string, chunk: StoredChunk, bytes: ArrayBuffer): Promise<void> {
    const { totalChunks, mimeType, durationMs, stoppedAt, lastSliceAt } = this.#recording;
    const ending = { durationSeconds: Math.round(durationMs / 1000), stopTime: stoppedAt ?? lastSliceAt };
    await this.#context.pace(this.#signal);
    await withStallGuard(bytes.byteLength, this.#signal, (signal, onProgress) =>
      this.#context.server.sendChunk({
        meetingId,
        chunkNumber: chunk.number,
        totalChunks,
        bytes,
        mimeType,
        checksum: chunk.sha256,
        ...(chunk.number === totalChunks ? ending : {}),
        signal,
        onProgress: (sentBytes) => {
          onProgress(sentBytes);
          this.#tellSending(Math.min(sentBytes, bytes.byteLength));
        },
      }),
    );
  }

  /** Tries until it succeeds: waits out what passes, asks for a sign-in, gives up on what a person must settle. */
  async #persist<T>(attempt: () => Promise<T>): Promise<T> {
    let justRenewed = false;
    for (let failures = 0; ; failures++) {
      const { wakes } = this.#context.interruptible;
      try {
        this.#tellSending(0);
        return await attempt();
      } catch (error) {
        this.#signal.throwIfAborted();
        const remedy = remedyFor(error, failures);
        if (remedy.do === 'ask') throw new NeedsAttention(remedy.problem, error);
        if (remedy.do === 'wait') await this.#wait(remedy);
        // A fresh session that is refused as well does not become better by renewing it again.
        justRenewed = remedy.do === 'sign-in' && !justRenewed && (await this.#renewed());
        if (remedy.do === 'sign-in' && !justRenewed) await this.#signedIn(wakes);
      }
    }
  }

  async #wait({ reason, delayMs }: Extract<Remedy, { do: 'wait' }>): Promise<void> {
    const until = Date.now() + delayMs;
    this.#context.onState({ phase: 'waiting', progress: this.#progress(0), reason, until });
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
    this.#context.onState({ phase: 'signed-out', progress: this.#progress(0) });
    await interruptible.sleep(undefined, this.#signal);
  }

  async #note(changes: Parameters<Spool['update']>[1]): Promise<void> {
    this.#stored(await this.#persist(() => this.#context.spool.update(this.#recording.id, changes)));
  }

  #stored(recording: StoredRecording): void {
    this.#recording = recording;
    this.#context.onStored(recording);
  }

  #tellSending(sentOfChunk: number): void {
    this.#context.onState({ phase: 'sending', progress: this.#progress(sentOfChunk) });
  }

  #progress(sentOfChunk: number): UploadProgress {
    return progressOf(this.#recording, sentOfChunk);
  }
}

/** Progress of a recording, with `sentOfChunk` bytes of the chunk that is on its way. */
export function progressOf(recording: StoredRecording, sentOfChunk = 0): UploadProgress {
  const { acknowledgedBytes, bytes, acknowledgedChunks, totalChunks } = recording;
  return {
    sentBytes: Math.min(bytes, acknowledgedBytes + sentOfChunk),
    totalBytes: bytes,
    chunk: Math.min(totalChunks, acknowledgedChunks + 1),
    totalChunks,
  };
}

/** Refusals with which a server may say that it has this recording already. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && (error.kind === 'conflict' || error.kind === 'invalid');
}
