/**
 * Length of a recording by a running clock (milliseconds that never go back), with pauses left out. The clock is the
 * audio context's: it stops when the audio does, so the length agrees with what was encoded.
 */
export class Timeline {
  #recordedMs = 0;
  #runningSince: number | undefined;

  /** Starts, or continues after a pause. No effect while running. */
  run(nowMs: number): void {
    this.#runningSince ??= nowMs;
  }

  /** Pauses. No effect while paused. */
  hold(nowMs: number): void {
    this.#recordedMs = this.elapsedMs(nowMs);
    this.#runningSince = undefined;
  }

  /** Milliseconds recorded so far. */
  elapsedMs(nowMs: number): number {
    if (this.#runningSince === undefined) return this.#recordedMs;
    return this.#recordedMs + Math.max(0, nowMs - this.#runningSince);
  }
}
