import { type Level, measureLevel } from './model/level.ts';

const sampleEveryMs = 100;

/** Measures what flows through an analyser, while somebody looks. */
export class LevelMeter {
  readonly #analyser: AnalyserNode;
  readonly #samples: Float32Array<ArrayBuffer>;
  readonly #listeners = new Set<(level: Level) => void>();
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(analyser: AnalyserNode) {
    this.#analyser = analyser;
    this.#samples = new Float32Array(analyser.fftSize);
  }

  /** The level of the last moment (`fftSize` samples: 43 ms at 48 kHz). */
  read(): Level {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return measureLevel(this.#samples);
  }

  /** Tells the level ten times a second until the returned function is called. */
  subscribe(listener: (level: Level) => void): () => void {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => {
      const level = this.read();
      for (const tell of this.#listeners) tell(level);
    }, sampleEveryMs);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.close();
    };
  }

  /** Stops measuring. */
  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#listeners.clear();
  }
}
