import { availableBytes } from '../model/storage-room.ts';

const lookEveryMs = 30_000;

/** Watches how much this browser can still store: now and then, and often while recording. */
export class StorageQuota {
  readonly #estimate: () => Promise<StorageEstimate>;
  readonly #onChange: () => void;
  #bytes: number | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(estimate: () => Promise<StorageEstimate>, onChange: () => void) {
    this.#estimate = estimate;
    this.#onChange = onChange;
  }

  /** Bytes left at the last check; undefined when the browser does not say. */
  get bytes(): number | undefined {
    return this.#bytes;
  }

  /** It never rejects: what was known stays. */
  async look(): Promise<void> {
    const estimate = await this.#estimate().catch(() => undefined);
    if (!estimate) return;
    const bytes = availableBytes(estimate);
    if (bytes === this.#bytes) return;
    this.#bytes = bytes;
    this.#onChange();
  }

  /** Starts or stops repeated checks. */
  keepLooking(wanted: boolean): void {
    if (wanted === (this.#timer !== undefined)) return;
    if (wanted) this.#timer = setInterval(() => void this.look(), lookEveryMs);
    else {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }
}
