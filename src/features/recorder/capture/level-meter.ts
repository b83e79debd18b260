import { createListeners } from '#src/lib/store.ts';
import { type Level, measureLevel } from './level.ts';

const sampleEveryMs = 100;

/** Measures what flows through an analyser, while it is shown. */
export class LevelMeter {
  readonly #analyser: AnalyserNode;
  readonly #samples: Float32Array<ArrayBuffer>;
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #listeners = createListeners(() => {
    this.#timer = setInterval(this.#listeners.tell, sampleEveryMs);
    return () => this.close();
  });

  constructor(analyser: AnalyserNode) {
    this.#analyser = analyser;
    this.#samples = new Float32Array(analyser.fftSize);
  }

  /** The level of the last moment (`fftSize` samples: 43 ms at 48 kHz). */
  read(): Level {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return measureLevel(this.#samples);
  }

  /** Reports the level ten times a second until the returned function is called. */
  subscribe(listener: (level: Level) => void): () => void {
    return this.#listeners.subscribe(() => listener(this.read()));
  }

  /** Stops measuring. */
  close(): void {
    clearInterval(this.#timer);
  }
}
