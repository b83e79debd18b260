import type { QuestionKind, WatchdogKind } from './warnings.ts';

/** What should be done about it now. */
export type Order = 'wake-audio' | 'request-data' | 'rotate';

/** One reading of the recording. */
export interface Reading {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Milliseconds of the audio clock, which runs on during a pause. */
  readonly audioMs: number;
  /** Milliseconds recorded, pauses excluded. */
  readonly recordedMs: number;
  /** Root mean square of the microphone over the last `listeningWindowMs`; undefined when it is known to be away. */
  readonly rms: number | undefined;
  readonly paused: boolean;
}

/** Time in which nothing could be recorded: the audio was suspended, or the machine slept. */
export interface Interruption {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

export interface Findings {
  /** What is wrong, or worth a question. */
  readonly warnings: readonly WatchdogKind[];
  readonly order: Order | undefined;
  /** Reported once, when it is over. */
  readonly interruption: Interruption | undefined;
}

/** The stretch of sound that a reading's `rms` covers: 32,768 samples at 48 kHz, the most an analyser gives. */
export const listeningWindowMs = 683;

/**
 * Loudness that no real room falls below: −84 dBFS, about two steps of 16-bit sound. A muted device gives exact zeros
 * or flickers in the last bit (−90 dBFS); the quietest room, even behind noise suppression, stays well above (−75 to
 * −60 dBFS, and gain control lifts it). So the pauses of speech never count as silence.
 */
const silenceRms = 6e-5;
/** With the window of a reading and up to a second to the next one, the person is told within ten seconds. */
const silenceAfterMs = 8500;
const stoppedAfterMs = 1500;
/** Shorter interruptions are jitter between two clocks, or a correction of the system's time. */
const interruptionMs = 1000;
const requestDataAfterMs = 3000;
const rotateAfterMs = 6000;
const hourMs = 3_600_000;
const longAfterMs = 4 * hourMs;

/**
 * Judges a running recording from readings alone: no timers, no devices. Silence and a stuck encoder are measured
 * by the audio clock, so that a suspended page or a sleeping machine is never mistaken for either.
 */
export class Watchdog {
  readonly #expectedMs: number | undefined;
  #last: Reading | undefined;
  #progressedAt: number | undefined;
  #silentSince: number | undefined;
  #exactZeros = true;
  #sliceAt: number | undefined;
  #requested = false;
  #rotatedAt: number | undefined;
  #longFrom = longAfterMs;
  #overrunSeen = false;

  /** `expectedMs`: how long the recording was expected to be, if anyone said. */
  constructor(expectedMs: number | undefined) {
    this.#expectedMs = expectedMs;
  }

  /** The encoder handed over a slice, at this time of the audio clock. */
  slice(audioMs: number): void {
    this.#sliceAt = audioMs;
    this.#requested = false;
    this.#rotatedAt = undefined;
  }

  /** The person has answered: `long` asks again in the next hour, `overrun` never. */
  dismiss(question: QuestionKind): void {
    if (question === 'overrun') this.#overrunSeen = true;
    else this.#longFrom = (Math.floor((this.#last?.recordedMs ?? 0) / hourMs) + 1) * hourMs;
  }

  read(reading: Reading): Findings {
    const interruption = this.#judgeClock(reading);
    const stopped = reading.now - (this.#progressedAt ?? reading.now) >= stoppedAfterMs;
    const silence = this.#judgeSilence(reading);
    const encoder = this.#judgeEncoder(reading);
    this.#last = reading;
    const warnings: WatchdogKind[] = [];
    if (stopped) warnings.push('audio-stopped');
    if (silence) warnings.push(silence);
    if (encoder.stuck) warnings.push('encoder-stuck');
    if (reading.recordedMs >= this.#longFrom) warnings.push('long');
    if (this.#overruns(reading)) warnings.push('overrun');
    return { warnings, order: stopped ? 'wake-audio' : encoder.order, interruption };
  }

  /** Whether the audio clock kept up with the world's since the last reading. */
  #judgeClock({ now, audioMs, paused }: Reading): Interruption | undefined {
    const from = this.#progressedAt;
    if (this.#last && audioMs <= this.#last.audioMs) return undefined;
    this.#progressedAt = now;
    if (!this.#last || from === undefined || paused || this.#last.paused) return undefined;
    const lost = now - from - (audioMs - this.#last.audioMs);
    return lost >= interruptionMs ? { from, to: from + lost } : undefined;
  }

  #judgeSilence({ audioMs, rms, paused }: Reading): 'silent' | 'faint' | undefined {
    if (paused || rms === undefined || rms > silenceRms) {
      this.#silentSince = undefined;
      this.#exactZeros = true;
      return undefined;
    }
    this.#silentSince ??= Math.max(0, audioMs - listeningWindowMs);
    this.#exactZeros &&= rms === 0;
    if (audioMs - this.#silentSince < silenceAfterMs) return undefined;
    return this.#exactZeros ? 'silent' : 'faint';
  }

  #judgeEncoder({ audioMs, paused }: Reading): { stuck: boolean; order: Order | undefined } {
    // A paused encoder owes nothing; after the pause the wait begins again.
    if (paused || this.#sliceAt === undefined) this.slice(audioMs);
    const waited = audioMs - (this.#sliceAt ?? audioMs);
    const stuck = waited >= rotateAfterMs;
    if (stuck && audioMs - (this.#rotatedAt ?? Number.NEGATIVE_INFINITY) >= rotateAfterMs) {
      this.#rotatedAt = audioMs;
      return { stuck, order: 'rotate' };
    }
    if (waited < requestDataAfterMs || this.#requested) return { stuck, order: undefined };
    this.#requested = true;
    return { stuck, order: 'request-data' };
  }

  #overruns({ recordedMs }: Reading): boolean {
    return !this.#overrunSeen && this.#expectedMs !== undefined && recordedMs > this.#expectedMs;
  }
}
