import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { RecorderMark } from './observe-recorder.ts';

/** Ten packets of 60 ms. */
const sliceMs = 600;
/** Up to here a machine counts as able to keep up. */
const usualMs = 50;
const writeEveryMs = 200;

/**
 * Measures how far this machine is behind while something is recorded: a slice that the encoder hands over late
 * because nobody gave it a processor, or that waits for a busy disk, is late whatever the recorder does.
 */
export class StarvationWatch {
  readonly #delay = monitorEventLoopDelay({ resolution: 5 });
  readonly #file = join(tmpdir(), `claritalk-disk-${process.pid}`);
  readonly #writing: Promise<void>;
  #slowestWriteMs = 0;
  #stopped = false;

  constructor() {
    this.#delay.enable();
    this.#writing = this.#write();
  }

  /** Seconds by which the machine was late, beyond the usual, with these marks until `end` (ms since 1970). */
  async stop(marks: readonly RecorderMark[], end: number): Promise<number> {
    this.#stopped = true;
    this.#delay.disable();
    await this.#writing;
    const loopMs = this.#delay.max / 1e6;
    const beats = marks.filter(({ what }) => what === 'start' || what === 'resume' || what === 'slice');
    const lateMs = beats.map(({ what, at }, index) =>
      what === 'slice' ? at - (beats[index - 1]?.at ?? at) - sliceMs : 0,
    );
    // The slice that was due when it ended.
    lateMs.push(end - (beats.at(-1)?.at ?? end) - sliceMs, loopMs, this.#slowestWriteMs);
    return Math.max(0, ...lateMs.map((ms) => ms - usualMs)) / 1000;
  }

  /** Does now and then what the spool does for every slice: waits until the disk has a few bytes. */
  async #write(): Promise<void> {
    const file = await open(this.#file, 'w');
    while (!this.#stopped) {
      const since = performance.now();
      await file.write('x', 0);
      await file.sync();
      this.#slowestWriteMs = Math.max(this.#slowestWriteMs, performance.now() - since);
      await new Promise((resolve) => setTimeout(resolve, writeEveryMs));
    }
    await file.close();
    await rm(this.#file, { force: true });
  }
}
