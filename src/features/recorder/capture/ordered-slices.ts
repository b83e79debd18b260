import { serverDate } from '#src/lib/clock.ts';
import type { CapturedSlice } from '../model/recording.ts';

/**
 * Reads the encoder's blobs and delivers their bytes in the order of recording, whichever is read first. Empty slices,
 * which Safari emits, are left out.
 */
export class OrderedSlices {
  readonly #handOver: (slice: CapturedSlice) => void;
  #last: Promise<void>;

  /** `after`: resolves when what precedes these slices has been delivered. */
  constructor(handOver: (slice: CapturedSlice) => void, after: Promise<void>) {
    this.#handOver = handOver;
    this.#last = after;
  }

  /** Takes a blob; `durationMs` is the length of the recording at its end. */
  push(data: Blob, durationMs: number): void {
    if (data.size === 0) return;
    const at = serverDate().toISOString();
    // A blob that the browser cannot read back is gone; the slices after it are still good.
    const reading = data.arrayBuffer().catch(() => undefined);
    const before = this.#last;
    this.#last = (async () => {
      await before;
      const bytes = await reading;
      if (bytes) this.#handOver({ bytes, durationMs, at });
    })();
  }

  /** Resolves when everything that was pushed has been delivered. */
  handedOver(): Promise<void> {
    return this.#last;
  }
}
