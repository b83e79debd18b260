import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { RecorderMark } from './observe-recorder.ts';

/** Encoders cut slices at whole packets of 60 ms. */
const sliceMs = 1020;
/** Up to here a machine counts as able to keep up. */
const usualMs = 50;

/**
 * Measures how far this machine is behind while something is recorded: a second that the encoder hands over late
 * because nobody gave it a processor is late whatever the recorder does.
 */
export class StarvationWatch {
  readonly #delay = monitorEventLoopDelay({ resolution: 5 });

  constructor() {
    this.#delay.enable();
  }

  /** Seconds by which the machine was late, beyond the usual, with these marks until `end` (ms since 1970). */
  stop(marks: readonly RecorderMark[], end: number): number {
    this.#delay.disable();
    const loopMs = this.#delay.max / 1e6;
    const beats = marks.filter(({ what }) => what === 'start' || what === 'resume' || what === 'slice');
    const lateMs = beats.map(({ what, at }, index) =>
      what === 'slice' ? at - (beats[index - 1]?.at ?? at) - sliceMs : 0,
    );
    // The slice that was due when it ended.
    lateMs.push(end - (beats.at(-1)?.at ?? end) - sliceMs);
    return Math.max(0, loopMs - usualMs, ...lateMs.map((ms) => ms - usualMs)) / 1000;
  }
}
