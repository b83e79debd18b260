import { serverDate, serverNow, serverTimeAt } from '#src/lib/clock.ts';
import type { Capture, CaptureEvents, openCapture } from '../capture/capture.ts';
import { RecorderFailure } from '../capture/capture-problem.ts';
import type { LevelMeter } from '../capture/level-meter.ts';
import { LiveWatch, type WatchEvents } from '../capture/live-watch.ts';
import { keepScreenOn } from '../capture/wake-lock.ts';
import type { StoredRecording } from '../model/recording.ts';
import type { LiveRecording, StorageState } from '../model/state.ts';
import { Journal } from '../spool/journal.ts';
import { type Locks, recorderLock, recordingLock } from '../spool/locks.ts';
import type { RecordingFile } from '../spool/recording-file.ts';
import { SliceWriter } from '../spool/slice-writer.ts';
import type { Spool } from '../spool/spool.ts';
import type { RecordingTarget } from './recording-target.ts';
import { watchObjections } from './watch-objections.ts';

export interface LiveDependencies {
  readonly spool: Spool;
  readonly locks: Locks;
  readonly openCapture: typeof openCapture;
  /** Bytes of each chunk that the recording is cut into. */
  readonly chunkBytes: number;
  /** Whether the screen is kept on while recording. */
  readonly keepScreenOn?: boolean;
}

export interface LiveEvents extends Omit<CaptureEvents, 'onSlice' | 'onRun'>, Omit<WatchEvents, 'onStale'> {
  /** Someone objects, and the one who records wanted it paused then. */
  onObjection(): void;
  /** Something was written down, corrected or removed. */
  onMarks(): void;
  onStorage(state: StorageState): void;
  /** The disk has accepted nothing for so long that recording should end. */
  onStorageFull(): void;
}

/** Unwritten audio that memory keeps while the disk fails: half an hour. */
const unwrittenLimitBytes = 8 * 1024 * 1024;

/** The recording that is being made: microphone, writer and the locks that say that its tab lives. */
export class LiveRecordingSession {
  readonly recording: LiveRecording;
  readonly journal: Journal;
  readonly watch: LiveWatch;
  readonly #capture: Capture;
  readonly #file: RecordingFile;
  readonly #writer: SliceWriter;
  readonly #release: () => void;
  readonly #onObjection: () => void;
  #unfollow: (() => void) | undefined;
  #isOver = false;
  readonly #dependencies: LiveDependencies;

  private constructor(parts: {
    readonly recording: LiveRecording;
    readonly journal: Journal;
    readonly watch: LiveWatch;
    readonly capture: Capture;
    readonly file: RecordingFile;
    readonly writer: SliceWriter;
    readonly release: () => void;
    readonly onObjection: () => void;
    readonly dependencies: LiveDependencies;
  }) {
    this.recording = parts.recording;
    this.journal = parts.journal;
    this.watch = parts.watch;
    this.#capture = parts.capture;
    this.#file = parts.file;
    this.#writer = parts.writer;
    this.#release = parts.release;
    this.#onObjection = parts.onObjection;
    this.#dependencies = parts.dependencies;
  }

  /**
   * Opens the microphone, prepares the recording in the spool, and records.
   * @throws what `problemOf` reads; nothing is left open then. The signal's reason when aborted in the meantime.
   */
  static async begin(
    place: RecordingTarget,
    dependencies: LiveDependencies,
    events: LiveEvents,
    signal: AbortSignal,
  ): Promise<LiveRecordingSession> {
    const { spool, locks } = dependencies;
    const { id, name, startedAt, sliceCount } = place;
    let file: RecordingFile | undefined;
    let watch: LiveWatch | undefined;
    const storage = {
      onStorage(state: StorageState) {
        if (state === 'safe') watch?.stored();
        failing = state === 'failing';
        events.onStorage(state);
      },
      onOverflow: events.onStorageFull,
    };
    let failing = false;
    const writer = new SliceWriter(spool, id, unwrittenLimitBytes, storage, sliceCount);
    const journal = new Journal(spool, id, place.marks, events.onMarks);
    const capture = await dependencies.openCapture(
      place.deviceId,
      {
        onSlice: (slice) => {
          file?.push(slice);
          watch?.slice();
        },
        onRun: (startMs) => file?.beginRun(startMs),
        onMicrophone: (state, label) => {
          if (state === 'lost') journal.begin('microphone-lost', elapsedMs());
          else journal.end('microphone-lost');
          events.onMicrophone(state, label);
        },
        onShareEnded: events.onShareEnded,
        onFailure: events.onFailure,
      },
      place.format,
    );
    const elapsedMs = () => (file?.startMs ?? 0) + capture.elapsedMs();
    let release = () => {};
    try {
      signal.throwIfAborted();
      release = await holdLocks(locks, id);
      file = await place.prepare(capture.mimeType, {
        onSlice: (slice) => writer.push(slice),
        onRefused: events.onFailure,
      });
      signal.throwIfAborted();
      capture.begin();
    } catch (error) {
      journal.abandon();
      await capture.stop();
      await place.undo().catch(() => undefined);
      release();
      throw error;
    }
    if (place.leftAt !== undefined) journal.begin('interruption', file.startMs, place.leftAt, serverNow());
    const letScreenGo = dependencies.keepScreenOn ? keepScreenOn() : undefined;
    const { expectedMinutes } = place;
    watch = new LiveWatch(capture, elapsedMs, expectedMinutes && expectedMinutes * 60_000, {
      onWatched: events.onWatched,
      onInterruption: (interruption) => {
        const [from, to] = [interruption.from, interruption.to].map(serverTimeAt);
        journal.begin('interruption', elapsedMs(), from, to);
        events.onInterruption(interruption);
      },
      onStale: () => failing || events.onStorage('waiting'),
    });
    const session = new LiveRecordingSession({
      recording: { id, name, startedAt, microphoneLabel: capture.microphoneLabel, direct: capture.direct },
      journal,
      watch,
      capture,
      file,
      writer,
      onObjection: events.onObjection,
      release: () => {
        letScreenGo?.();
        release();
      },
      dependencies,
    });
    if (place.asked) session.#follow();
    return session;
  }

  /** Follows what people answer on their telephones. */
  #follow(): void {
    const handled = this.journal.marks.filter(({ kind }) => kind === 'objection').length;
    this.#unfollow ??= watchObjections(this.recording.id, handled, (effect) => {
      const now = serverNow();
      this.journal.begin('objection', this.elapsedMs(), now, now);
      if (effect === 'pause') this.#onObjection();
    });
  }

  /**
   * Notes that those present are asked on their telephones, before they are: a page that dies in between finds their answers.
   * Nothing else of the recording changes. @throws SpoolError
   */
  async noteAsked(): Promise<StoredRecording | undefined> {
    const { spool } = this.#dependencies;
    const { id } = this.recording;
    const consent = (await spool.get(id))?.consent;
    if (!consent) return undefined;
    const row = await spool.update(id, { consent: { ...consent, asked: true } });
    if (!this.#isOver) this.#follow();
    return row;
  }

  #end(): void {
    this.#isOver = true;
    this.#unfollow?.();
    this.#release();
  }

  get meter(): LevelMeter {
    return this.#capture.meter;
  }

  /** The level of the computer's sound, while it is recorded as well. */
  get sharedMeter(): LevelMeter | undefined {
    return this.#capture.sharedMeter;
  }

  /**
   * Returns whether the computer's sound was added; false when the person changed their mind. @throws see
   * `openSharedAudio`
   */
  share(): Promise<boolean> {
    return this.#capture.share();
  }

  stopSharing(): void {
    this.#capture.stopSharing();
  }

  /** Milliseconds recorded, pauses excluded. */
  elapsedMs(): number {
    return this.#file.startMs + this.#capture.elapsedMs();
  }

  /** What only this page's memory has so far. */
  unwritten(): ReturnType<SliceWriter['unwritten']> {
    return this.#writer.unwritten();
  }

  pause(): void {
    this.#capture.pause();
    this.watch.pause(true);
    this.journal.begin('pause', this.elapsedMs());
  }

  resume(): void {
    this.journal.end('pause');
    this.#capture.resume();
    this.watch.pause(false);
  }

  /**
   * Ends the recording and seals it once the disk has all of it, however long that takes.
   * @throws SpoolError when it could not be sealed; what is on disk stays there.
   */
  async finish(): Promise<StoredRecording> {
    try {
      const stoppedAt = serverDate().toISOString();
      this.watch.stop();
      this.journal.end('pause');
      this.journal.end('microphone-lost');
      await this.#capture.stop();
      await Promise.all([this.#writer.drained(), this.journal.drained()]);
      const ending = { stoppedAt, durationMs: this.#file.durationMs };
      return await this.#dependencies.spool.seal(this.recording.id, ending, this.#dependencies.chunkBytes);
    } finally {
      this.#end();
    }
  }

  /** Ends the recording and forgets it. */
  async abandon(): Promise<void> {
    try {
      this.watch.stop();
      this.#writer.abandon();
      this.journal.abandon();
      await this.#capture.stop();
      await Promise.all([this.#writer.drained(), this.journal.drained()]);
      await this.#dependencies.spool.remove(this.recording.id);
    } finally {
      this.#end();
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
