import { publicationLimits } from '#contract/claap/publications.ts';

const smallest = 256 * 1024;
const first = 1024 * 1024;
/** A part that takes less than this may be larger, one that takes more than that smaller; ms. */
const quickMs = 3_000;
const slowMs = 20_000;

/** How large the next part of a file is: as much as the line takes in a few seconds. */
export class PartSize {
  #bytes = first;

  get bytes(): number {
    return this.#bytes;
  }

  /** A part has arrived. */
  arrived(tookMs: number): void {
    if (tookMs < quickMs) this.#bytes = Math.min(publicationLimits.part, this.#bytes * 2);
    else if (tookMs > slowMs) this.failed();
  }

  failed(): void {
    this.#bytes = Math.max(smallest, this.#bytes / 2);
  }
}
