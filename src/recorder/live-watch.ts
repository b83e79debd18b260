import type { Capture } from './capture.ts';
import { type Alarm, type DismissibleAlarm, type Interruption, Watchdog } from './model/watchdog.ts';

export interface WatchEvents {
  /** What is wrong now; told again only when it changes. */
  onAlarms(alarms: readonly Alarm[]): void;
  onInterruption(interruption: Interruption): void;
}

const readEveryMs = 500;

/**
 * Looks after a running recording: reads, lets the watchdog judge, and does what it orders.
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
  #alarms: readonly Alarm[] = [];

  /**
   * `elapsedMs`: the length of the recording, what was recorded before an interruption included; `expectedMs`: how
   * long it was expected to be, if anybody said.
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

  pause(paused: boolean): void {
    this.#paused = paused;
    this.#read();
  }

  dismiss(alarm: DismissibleAlarm): void {
    this.#watchdog.dismiss(alarm);
    this.#read();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #read(): void {
    const { alarms, order, interruption } = this.#watchdog.read({
      ...this.#capture.listen(),
      now: Date.now(),
      recordedMs: this.#elapsedMs(),
      paused: this.#paused,
    });
    if (order === 'wake-audio') this.#capture.wake();
    if (order === 'request-data') this.#capture.requestData();
    if (order === 'rotate') this.#capture.rotate();
    if (interruption) this.#events.onInterruption(interruption);
    if (alarms.join() === this.#alarms.join()) return;
    this.#alarms = alarms;
    this.#events.onAlarms(alarms);
  }
}
