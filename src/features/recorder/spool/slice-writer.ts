import { retry } from '#src/lib/retry.ts';
import type { CapturedSlice } from '../model/recording.ts';
import type { StorageState } from '../model/state.ts';
import type { Spool } from './spool.ts';

const retryEveryMs = 1000;

interface SliceWriterEvents {
  onStorage(state: StorageState): void;
  /** More than the limit waits to be written. It is still kept and tried again. */
  onOverflow(): void;
}

/**
 * Writes slices to the spool, one after the other and in order. A slice leaves memory when the disk has it, so
 * normally memory holds a second of audio. When writing fails it is tried again every second without end.
 */
export class SliceWriter {
  readonly #spool: Pick<Spool, 'append'>;
  readonly #recordingId: string;
  readonly #limitBytes: number;
  readonly #events: SliceWriterEvents;
  readonly #waiting: CapturedSlice[] = [];
  #waitingBytes = 0;
  #written: number;
  #writing: Promise<void> | undefined;
  readonly #abandoned = new AbortController();

  /** `limitBytes`: how much unwritten audio is too much; `firstIndex`: slices that are stored already. */
  constructor(
    spool: Pick<Spool, 'append'>,
    recordingId: string,
    limitBytes: number,
    events: SliceWriterEvents,
    firstIndex = 0,
  ) {
    this.#spool = spool;
    this.#recordingId = recordingId;
    this.#limitBytes = limitBytes;
    this.#events = events;
    this.#written = firstIndex;
  }

  push(slice: CapturedSlice): void {
    if (this.#abandoned.signal.aborted) return;
    this.#waiting.push(slice);
    this.#waitingBytes += slice.bytes.byteLength;
    this.#writing ??= this.#write();
    if (this.#waitingBytes > this.#limitBytes) this.#events.onOverflow();
  }

  /** Resolves when nothing is waiting any longer: all is on disk, or the recording was abandoned. */
  async drained(): Promise<void> {
    await this.#writing;
  }

  /** What the disk does not have yet, as far as this writer knows; `first` is the index of the first slice. */
  unwritten(): { readonly first: number; readonly slices: readonly CapturedSlice[] } {
    return { first: this.#written, slices: [...this.#waiting] };
  }

  /** Forgets what is not written yet. */
  abandon(): void {
    this.#abandoned.abort();
    this.#waiting.length = 0;
    this.#waitingBytes = 0;
  }

  async #write(): Promise<void> {
    for (let slice = this.#waiting[0]; slice; slice = this.#waiting[0]) {
      const stored = { ...slice, index: this.#written };
      const written = await retry(() => this.#spool.append(this.#recordingId, stored), {
        waitMs: () => {
          this.#events.onStorage('failing');
          return retryEveryMs;
        },
        signal: this.#abandoned.signal,
      }).then(
        () => true,
        () => false,
      );
      if (!written) break;
      this.#written += 1;
      if (this.#waiting.shift()) this.#waitingBytes -= slice.bytes.byteLength;
      this.#events.onStorage('safe');
    }
    this.#writing = undefined;
  }
}
