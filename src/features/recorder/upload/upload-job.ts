import type { RecordedMeeting } from '#src/api/claritalk/meetings/recorded-meeting.ts';
import { ApiError } from '#src/api/client/errors.ts';
import { hasWholeRecording } from '#src/lib/meeting-status.ts';
import type { StoredChunk, StoredRecording } from '../model/recording.ts';
import { SpoolError } from '../model/spool-error.ts';
import type { UploadProblem, UploadProgress } from '../model/upload-state.ts';
import type { Spool } from '../spool/spool.ts';
import { answerMayBeLost } from './failure.ts';
import { NeedsAttention } from './needs-attention.ts';
import { halfOf, isCommitted, mayBeTooLarge } from './smaller-chunks.ts';
import { withStallGuard } from './stall-guard.ts';
import { TransferSpeed } from './transfer-speed.ts';
import { notesArePending, uploadNotes } from './upload-notes.ts';
import { progressOf } from './upload-progress.ts';
import { type UploadContext, UploadRetry } from './upload-retry.ts';

/** On a connection of unknown speed a session should last this long for one chunk. */
const unknownSpeedMs = 2 * 60_000;

/**
 * Uploads one sealed recording to the server: the meeting first, then the chunks in order. Each step is written to the
 * spool before the next one begins, so that the job can end anywhere and a new one continues there.
 */
export class UploadJob {
  readonly #context: UploadContext;
  readonly #signal: AbortSignal;
  readonly #speed = new TransferSpeed();
  readonly #patience: UploadRetry;
  /** How often this job has cut the recording into smaller chunks. */
  #cuts = 0;
  #recording: StoredRecording;

  constructor(context: UploadContext, recording: StoredRecording, signal: AbortSignal) {
    this.#context = context;
    this.#recording = recording;
    this.#signal = signal;
    this.#patience = new UploadRetry(context, signal, {
      attempt: () => this.#tellSending(0),
      progress: () => this.#progress(0),
      pause: () => this.#speed.reset(),
    });
  }

  /**
   * Uploads what the server does not have yet. Resolves with the recording marked as uploaded, or with one that is
   * still being made when its chunks so far are there.
   * @throws NeedsAttention, or the signal's reason when aborted.
   */
  async run(): Promise<StoredRecording> {
    for (;;) {
      try {
        return await this.#bring();
      } catch (error) {
        if (!(error instanceof NeedsAttention) || !(await this.#giveUpLive(error.problem))) throw error;
      }
    }
  }

  async #bring(): Promise<StoredRecording> {
    this.#tellSending(0);
    if (this.#recording.status === 'open' && !this.#recording.live) return this.#recording;
    const meetingId = this.#recording.meetingId ?? (await this.#createMeeting());
    if (!isCommitted(this.#recording)) await this.#checkVacant(meetingId);
    if (this.#recording.status !== 'open') await this.#bringNotes(meetingId, 'once');
    while (this.#recording.acknowledgedChunks < chunksToSend(this.#recording)) {
      await this.#upload(meetingId, this.#recording.acknowledgedChunks + 1);
    }
    if (this.#recording.status === 'open') return this.#recording;
    await this.#bringNotes(meetingId, 'until done');
    await this.#note({ status: 'uploaded', uploadedAt: new Date().toISOString() });
    return this.#recording;
  }

  /**
   * A server may refuse an upload whose total changes; then the recording is uploaded automatically at its end. What
   * was already accepted stays in the first meeting, under a total that can never be right, so the whole recording goes
   * to a new one. Any other problem during a meeting also waits for its end: nobody is interrupted for it.
   */
  async #giveUpLive(problem: UploadProblem): Promise<boolean> {
    const { id, live, status, chunkBytes } = this.#recording;
    if (!live) return false;
    const totalRefused = isCommitted(this.#recording) && ['invalid', 'conflict'].includes(problem.kind);
    if (totalRefused) this.#context.onLiveRefused();
    else if (status !== 'open') return false;
    const plan = {
      chunkBytes: chunkBytes || this.#context.chunkBytes,
      live: false,
      ...(isCommitted(this.#recording) ? { meetingId: null } : {}),
    } as const;
    this.#stored(await this.#patience.persist(() => this.#context.spool.replan(id, plan)));
    return true;
  }

  #input(): RecordedMeeting {
    const { creationKey, stoppedAt, lastSliceAt, ...recording } = this.#recording;
    return { ...recording, recordingId: creationKey, stoppedAt: stoppedAt ?? lastSliceAt };
  }

  /**
   * The notes are sent before the sound, so that the assistant has them when it starts. If that fails, the sound goes
   * first: problems with notes never delay it. What the server refuses for good is dropped.
   */
  async #bringNotes(meetingId: string, patience: 'once' | 'until done'): Promise<void> {
    if (!notesArePending(this.#recording, meetingId)) return;
    try {
      await uploadNotes(
        {
          server: this.#context.server,
          signal: this.#signal,
          recording: () => this.#recording,
          input: () => this.#input(),
          note: (chat) => this.#note({ chat }),
          attempt: (request) => (patience === 'once' ? request() : this.#patience.persist(request)),
        },
        meetingId,
      );
    } catch (error) {
      this.#signal.throwIfAborted();
      if (error instanceof SpoolError) throw error;
      if (patience === 'until done' && !(error instanceof NeedsAttention)) throw error;
    }
  }

  async #createMeeting(): Promise<string> {
    const { creationKey, name, startedAt } = this.#recording;
    const input = this.#input();
    const { server } = this.#context;
    let numericId: number | undefined;
    let mayExist = this.#recording.creationAttempted;
    await this.#note({ creationAttempted: true });
    const meetingId = await this.#patience.persist(async () => {
      if (mayExist) {
        const found = await server.findMeetingByRecording(creationKey, name, startedAt, this.#signal);
        if (found !== undefined) return found;
        mayExist = false;
      }
      try {
        const meeting = await server.createMeeting(input, this.#signal);
        numericId = meeting.numericId;
        return meeting.id;
      } catch (error) {
        mayExist = answerMayBeLost(error);
        throw error;
      }
    });
    // What is written down later in a running recording is not in its metadata yet: it comes at the end.
    const whole = this.#recording.status !== 'open';
    const chat =
      numericId === undefined || !whole ? {} : { chat: { meetingId, numericId, sent: 0, attempted: false } };
    await this.#note({ meetingId, ...chat });
    return meetingId;
  }

  /**
   * A meeting that was chosen, not made for this recording, may have got another recording in the meantime. Its status
   * would then say that it is complete, which must not be mistaken for this recording's success.
   */
  async #checkVacant(meetingId: string): Promise<void> {
    const { creationAttempted, finalChunkAttempted } = this.#recording;
    if (
      creationAttempted ||
      finalChunkAttempted ||
      !(await this.#patience.persist(() => this.#isWhole(meetingId)))
    )
      return;
    throw new NeedsAttention({ kind: 'conflict', status: undefined, message: undefined }, undefined);
  }

  async #isWhole(meetingId: string): Promise<boolean> {
    return hasWholeRecording(await this.#context.server.meetingStatus(meetingId, this.#signal));
  }

  /** Sends a chunk and records that it arrived, or cuts the recording into smaller chunks. */
  async #upload(meetingId: string, number: number): Promise<void> {
    const { spool } = this.#context;
    const { id, plan, totalChunks } = this.#recording;
    for (let refusals = 0; ; refusals++) {
      const { chunk, bytes } = await this.#patience.persist(() => spool.readChunk(id, number));
      try {
        if (number === totalChunks) await this.#sendFinal(meetingId, chunk, bytes);
        else await this.#patience.persist(() => this.#send(meetingId, chunk, bytes));
        break;
      } catch (error) {
        if (!(error instanceof NeedsAttention)) throw error;
        // Perhaps it was damaged in memory or on the way: once, it is read from the disk again.
        if (error.problem.kind === 'invalid' && refusals === 0) continue;
        if (await this.#cutSmaller(chunk, error.problem)) return;
        throw error;
      }
    }
    const acknowledged = await this.#patience.persist(() => spool.acknowledge(id, number, plan));
    if (acknowledged.plan !== plan) throw new SpoolError('conflict', `recording ${id} was cut again`);
    this.#stored(acknowledged);
  }

  /**
   * Halves the chunks after a refusal. Once the server has accepted some, that is not possible for this meeting: the
   * smaller size is only noted then, for the meeting that the person chooses instead.
   */
  async #cutSmaller({ start, end }: StoredChunk, problem: UploadProblem): Promise<boolean> {
    const chunkBytes = halfOf(end - start);
    if (chunkBytes === undefined || !mayBeTooLarge(problem, this.#cuts)) return false;
    if (isCommitted(this.#recording)) {
      if (problem.kind === 'too-large') await this.#note({ chunkBytes });
      return false;
    }
    this.#cuts += 1;
    const { spool } = this.#context;
    this.#stored(await this.#patience.persist(() => spool.replan(this.#recording.id, { chunkBytes })));
    return true;
  }

  /**
   * The final chunk makes the server finish the meeting, which must happen once. When an earlier attempt may have
   * arrived, the meeting's status shows it.
   */
  async #sendFinal(meetingId: string, chunk: StoredChunk, bytes: ArrayBuffer): Promise<void> {
    await this.#checkVacant(meetingId);
    let mayHaveArrived = this.#recording.finalChunkAttempted;
    await this.#note({ finalChunkAttempted: true });
    await this.#patience.persist(async () => {
      if (mayHaveArrived && (await this.#isWhole(meetingId))) return;
      try {
        await this.#send(meetingId, chunk, bytes);
      } catch (error) {
        if (mayHaveArrived && isRefusal(error) && (await this.#isWhole(meetingId))) return;
        mayHaveArrived ||= answerMayBeLost(error);
        throw error;
      }
    });
  }

  async #send(meetingId: string, chunk: StoredChunk, bytes: ArrayBuffer): Promise<void> {
    const { mimeType, durationMs, stoppedAt, lastSliceAt } = this.#recording;
    const totalChunks = totalSentWith(chunk, this.#recording);
    const ending = { durationSeconds: Math.round(durationMs / 1000), stopTime: stoppedAt ?? lastSliceAt };
    await this.#awaitTurn();
    await this.#prepareSession(bytes.byteLength);
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
          this.#speed.add(chunk.start + sentBytes, Date.now());
          this.#tellSending(Math.min(sentBytes, bytes.byteLength));
        },
      }),
    );
  }

  async #awaitTurn(): Promise<void> {
    const waitMs = this.#context.limiter.take(Date.now());
    if (waitMs > 0) await this.#context.fixed.sleep(waitMs, this.#signal);
  }

  /** A session that would end while the chunk is on its way is renewed before: a proxy may hold chunks back. */
  async #prepareSession(bytes: number): Promise<void> {
    const { bytesPerSecond } = this.#speed;
    const sendingMs = bytesPerSecond ? (1000 * bytes) / bytesPerSecond : unknownSpeedMs;
    await this.#context.prepareSession(2 * sendingMs).catch(() => undefined);
    this.#signal.throwIfAborted();
  }

  async #note(changes: Parameters<Spool['update']>[1]): Promise<void> {
    this.#stored(await this.#patience.persist(() => this.#update(changes)));
  }

  #update(changes: Parameters<Spool['update']>[1]): Promise<StoredRecording> {
    return this.#context.spool.update(this.#recording.id, changes, this.#recording.plan);
  }

  #stored(recording: StoredRecording): void {
    this.#recording = recording;
    this.#context.onStored(recording);
  }

  #tellSending(sentOfChunk: number): void {
    this.#context.onState({ phase: 'sending', progress: this.#progress(sentOfChunk) });
  }

  #progress(sentOfChunk: number): UploadProgress {
    return { ...progressOf(this.#recording, sentOfChunk), bytesPerSecond: this.#speed.bytesPerSecond };
  }
}

/** How many chunks there are to send so far. */
const chunksToSend = ({ status, closedChunks, totalChunks }: StoredRecording): number =>
  status === 'open' ? closedChunks : totalChunks;

/**
 * The total that is sent with a chunk. A chunk that was cut while recording says that one more follows, whenever it is
 * sent: so every attempt is the same. Only chunks that were cut at the end know the true one.
 */
const totalSentWith = ({ number }: StoredChunk, { closedChunks, totalChunks }: StoredRecording): number =>
  number <= closedChunks ? number + 1 : totalChunks;

/** Refusals with which a server may say that it already has this recording. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && (error.kind === 'conflict' || error.kind === 'invalid');
}
