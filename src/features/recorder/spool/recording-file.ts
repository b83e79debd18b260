import { RunJoiner } from '#src/lib/container/run-joiner.ts';
import type { CapturedSlice, StoredRecording } from '../model/recording.ts';
import { storedPieces } from './recorded-file.ts';
import type { Spool } from './spool.ts';

interface RecordingFileEvents {
  /** Bytes that follow the previous ones, with the length of the recording at their end. */
  onSlice(slice: CapturedSlice): void;
  /** The new encoder's sound cannot follow what is there. */
  onRefused(): void;
}

/**
 * The file of one recording while it grows: however many encoders it takes, it can be played at every moment, and its
 * length comes from its own packets. Only where they cannot be read does it come from the audio clock.
 */
export class RecordingFile {
  readonly #joiner: RunJoiner;
  readonly #events: RecordingFileEvents;
  /** Length of what was recorded before. */
  readonly startMs: number;
  #clockMs: number;
  #refused = false;

  private constructor(joiner: RunJoiner, startMs: number, events: RecordingFileEvents) {
    this.#joiner = joiner;
    this.#events = events;
    this.startMs = startMs;
    this.#clockMs = startMs;
  }

  static begin(mimeType: string, events: RecordingFileEvents): RecordingFile {
    return new RecordingFile(new RunJoiner(mimeType), 0, events);
  }

  /**
   * Reads a stored recording through, so that a new encoder's sound can follow it.
   * @throws JoinError when nothing can follow it; SpoolError.
   */
  static async continue(
    spool: Pick<Spool, 'readBytes'>,
    stored: StoredRecording,
    events: RecordingFileEvents,
  ): Promise<RecordingFile> {
    const joiner = new RunJoiner(stored.mimeType);
    await joiner.resume(storedPieces(spool, stored));
    joiner.nextRun(0);
    return new RecordingFile(joiner, joiner.endMs ?? stored.durationMs, events);
  }

  /** Milliseconds of sound that were passed on so far. */
  get durationMs(): number {
    return this.#joiner.endMs ?? this.#clockMs;
  }

  /** The next slice of the encoder; its `durationMs` counts from the beginning of this session. */
  push({ bytes, durationMs, at }: CapturedSlice): void {
    if (this.#refused) return;
    this.#clockMs = this.startMs + durationMs;
    try {
      const joined = this.#joiner.push(new Uint8Array(bytes));
      if (joined.length > 0) this.#events.onSlice({ bytes: joined.buffer, durationMs: this.durationMs, at });
    } catch {
      this.#refuse();
    }
  }

  /** The slices from now on come from a new encoder, which began `startMs` into this session. */
  beginRun(startMs: number): void {
    if (this.#refused) return;
    try {
      this.#joiner.nextRun(this.startMs + startMs);
    } catch {
      this.#refuse();
    }
  }

  #refuse(): void {
    this.#refused = true;
    this.#events.onRefused();
  }
}
