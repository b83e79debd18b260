import type { QuestionKind, WatchdogKind } from '../model/warnings.ts';
import { type Interruption, Watchdog } from '../model/watchdog.ts';
import type { Capture } from './capture.ts';

export interface WatchEvents {
  /** What is wrong now; reported again only when it changes. */
  onWatched(warnings: readonly WatchdogKind[]): void;
  onInterruption(interruption: Interruption): void;
  /** For seconds nothing has been added to what is stored. */
  onStale(): void;
}

const readEveryMs = 500;
/** A slice a second at most, and its way to the disk. */
const staleAfterMs = 3000;

/**
 * Supervises a running recording: takes readings, lets the watchdog judge, and does what it orders.
 *
 * A hidden tab's timers may come once a second only, so every slice is an occasion to read as well; slices come
 * from the encoder's thread and are not throttled. What is left to the timer alone is an encoder or an audio clock
 * that stands still: there it may be up to a second late. (Browsers throttle further, to once a minute, only pages
 * that neither capture nor hold a lock; this one does both.)
 */
export class LiveWatch {
  readonly #capture: Capture;
  readonly #elapsedMs: () => number;
  readonly #events: WatchEvents;
  readonly #watchdog: Watchdog;
  readonly #timer: ReturnType<typeof setInterval>;
  #paused = false;
  #storedAt = Date.now();
  #warnings: readonly WatchdogKind[] = [];

  /**
   * `elapsedMs`: the length of the recording, what was recorded before an interruption included; `expectedMs`: how
   * long it was expected to be, if anyone said.
   */
  constructor(
    capture: Capture,
    elapsedMs: () => number,
    expectedMs: number | undefined,
    events: WatchEvents,
  ) {
    this.#capture = capture;
    this.#elapsedMs = elapsedMs;
    this.#events = events;
    this.#watchdog = new Watchdog(expectedMs);
    this.#timer = setInterval(() => this.#read(), readEveryMs);
  }

  slice(): void {
    this.#watchdog.slice(this.#capture.listen().audioMs);
    this.#read();
  }

  /** Something of the recording has reached the disk. */
  stored(): void {
    this.#storedAt = Date.now();
  }

  pause(paused: boolean): void {
    this.#paused = paused;
    this.#read();
  }

  dismiss(question: QuestionKind): void {
    this.#watchdog.dismiss(question);
    this.#read();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #read(): void {
    const now = Date.now();
    const { audioMs, rms, idle } = this.#capture.listen();
    const paused = this.#paused || idle;
    if (paused) this.#storedAt = now;
    else if (now - this.#storedAt >= staleAfterMs) this.#events.onStale();
    const recordedMs = this.#elapsedMs();
    const found = this.#watchdog.read({ now, audioMs, rms, recordedMs, paused });
    const { warnings, order, interruption } = found;
    if (order === 'wake-audio') this.#capture.wake();
    if (order === 'request-data') this.#capture.requestData();
    if (order === 'rotate') this.#capture.rotate();
    if (interruption) this.#events.onInterruption(interruption);
    if (warnings.join() === this.#warnings.join()) return;
    this.#warnings = warnings;
    this.#events.onWatched(warnings);
  }
}
