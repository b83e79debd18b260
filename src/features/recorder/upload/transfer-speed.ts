/** Long enough to even out the bursts in which browsers report progress. */
const windowMs = 15_000;
/** Less than this says nothing yet. */
const minimumMs = 1_000;

/** Measures the speed of an upload, from what was sent over the last seconds. */
export class TransferSpeed {
  #samples: { readonly at: number; readonly bytes: number }[] = [];

  /** Records that `bytes` bytes of the recording have been sent in all at `now` (milliseconds). */
  add(bytes: number, now: number): void {
    const last = this.#samples.at(-1);
    // Sent again from an earlier place: what was measured before would count against it.
    if (last && bytes < last.bytes) this.#samples = [];
    this.#samples.push({ at: now, bytes });
    while (this.#samples.length > 2 && now - (this.#samples[0]?.at ?? now) > windowMs) this.#samples.shift();
  }

  /** Forgets what was measured: a wait is not slowness. */
  reset(): void {
    this.#samples = [];
  }

  /** Undefined until enough was seen. */
  get bytesPerSecond(): number | undefined {
    const [first] = this.#samples;
    const last = this.#samples.at(-1);
    if (!first || !last || last.at - first.at < minimumMs) return undefined;
    return ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
  }
}
