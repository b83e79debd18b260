import type { Capture, CaptureEvents, openCapture } from './capture.ts';
import { RecorderFailure } from './capture-problem.ts';
import type { LevelMeter } from './level-meter.ts';
import { type Locks, recorderLock, recordingLock } from './locks.ts';
import type { RecordingSetup, StoredRecording } from './model/recording.ts';
import type { LiveRecording, StorageState } from './model/state.ts';
import { SliceWriter } from './slice-writer.ts';
import type { Spool } from './spool.ts';

export interface LiveDependencies {
  readonly spool: Spool;
  readonly locks: Locks;
  readonly openCapture: typeof openCapture;
  /** Bytes of each chunk that the recording is cut into. */
  readonly chunkBytes: number;
}

export interface LiveEvents extends Omit<CaptureEvents, 'onSlice'> {
  onStorage(state: StorageState): void;
  /** The disk has taken nothing for so long that recording should end. */
  onStorageFull(): void;
}

/** Unwritten audio that memory keeps while the disk fails: half an hour. */
const unwrittenLimitBytes = 8 * 1024 * 1024;

/** The recording that is being made: microphone, writer and the locks that say that its tab lives. */
export class LiveRecordingSession {
  readonly recording: LiveRecording;
  readonly #capture: Capture;
  readonly #writer: SliceWriter;
  readonly #release: () => void;
  readonly #dependencies: LiveDependencies;

  private constructor(
    recording: LiveRecording,
    capture: Capture,
    writer: SliceWriter,
    release: () => void,
    dependencies: LiveDependencies,
  ) {
    this.recording = recording;
    this.#capture = capture;
    this.#writer = writer;
    this.#release = release;
    this.#dependencies = dependencies;
  }

  /**
   * Opens the microphone, makes the recording's place in the spool, and records.
   * @throws what `problemOf` reads; nothing is left open then. The signal's reason when aborted meanwhile.
   */
  static async begin(
    setup: RecordingSetup,
    dependencies: LiveDependencies,
    events: LiveEvents,
    signal: AbortSignal,
  ): Promise<LiveRecordingSession> {
    const { spool, locks } = dependencies;
    const id = crypto.randomUUID();
    const startedAt = new Date().toISOString();
    const writer = new SliceWriter(spool, id, unwrittenLimitBytes, {
      onStorage: events.onStorage,
      onOverflow: events.onStorageFull,
    });
    const capture = await dependencies.openCapture(setup.deviceId, {
      onSlice: (slice) => writer.push(slice),
      onMicrophone: events.onMicrophone,
      onFailure: events.onFailure,
    });
    let release = () => {};
    try {
      signal.throwIfAborted();
      release = await holdLocks(locks, id);
      const { userUuid, name, typeId, locale } = setup;
      const { mimeType } = capture;
      await spool.create({ id, userUuid, name, typeId, locale, mimeType, startedAt });
      signal.throwIfAborted();
      capture.begin();
    } catch (error) {
      await capture.stop();
      await spool.remove(id).catch(() => undefined);
      release();
      throw error;
    }
    const recording = { id, name: setup.name, startedAt, microphoneLabel: capture.microphoneLabel };
    return new LiveRecordingSession(recording, capture, writer, release, dependencies);
  }

  get meter(): LevelMeter {
    return this.#capture.meter;
  }

  /** Milliseconds recorded, pauses excluded. */
  elapsedMs(): number {
    return this.#capture.elapsedMs();
  }

  pause(): void {
    this.#capture.pause();
  }

  resume(): void {
    this.#capture.resume();
  }

  /**
   * Ends the recording and seals it once the disk has all of it, however long that takes.
   * @throws SpoolError when it could not be sealed; what is on disk stays there.
   */
  async finish(): Promise<StoredRecording> {
    try {
      const stoppedAt = new Date().toISOString();
      await this.#capture.stop();
      await this.#writer.drained();
      const ending = { stoppedAt, durationMs: this.#capture.elapsedMs() };
      return await this.#dependencies.spool.seal(this.recording.id, ending, this.#dependencies.chunkBytes);
    } finally {
      this.#release();
    }
  }

  /** Ends the recording and forgets it. */
  async abandon(): Promise<void> {
    try {
      this.#writer.abandon();
      await this.#capture.stop();
      await this.#writer.drained();
      await this.#dependencies.spool.remove(this.recording.id);
    } finally {
      this.#release();
    }
  }
}

/** One tab records at a time; the second lock tells the other tabs that this recording is not left behind. */
async function holdLocks(locks: Locks, recordingId: string): Promise<() => void> {
  const releaseRecorder = await locks.tryHold(recorderLock);
  if (!releaseRecorder) throw new RecorderFailure('recording-elsewhere');
  const releaseRecording = await locks.tryHold(recordingLock(recordingId));
  return () => {
    releaseRecording?.();
    releaseRecorder();
  };
}
