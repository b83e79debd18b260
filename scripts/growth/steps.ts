import { type Profiler, Session } from 'node:inspector';
import { NativeWork } from './native-work.ts';

/** The cost of reading something, the same on every machine. */
export interface Steps {
  /** Executed blocks of code, and characters, bytes and items that built-in functions went through. */
  readonly count: number;
  /** Functions that ran, as `path:name`, of files in this project. */
  readonly ran: ReadonlySet<string>;
}

const root = new URL('../../', import.meta.url).pathname;
/** The measuring code, and what runs the tests. */
const ours = /\/scripts\/growth\/(?!parsers\/|slow-parsers)|\/node_modules\/(?:@?vite|\.vite)|^node:/;

/**
 * Counts steps instead of taking the time. V8 counts how often each block of code runs, for the coverage of tests; that
 * sees loops and calls wherever they are, libraries included, but not inside built-in functions, which `NativeWork` adds.
 * What neither sees is in docs/decisions/018-linear-time.md.
 */
export class StepCounter {
  readonly #session = new Session();
  readonly #native = new NativeWork();

  /** Only what is loaded afterwards is counted block by block. */
  constructor() {
    this.#session.connect();
    this.#post('Profiler.enable');
    this.#post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  /** Counts since the last time: nothing but the measuring code runs in between. */
  async measure(read: () => unknown): Promise<Steps> {
    this.#native.start();
    try {
      await read();
    } finally {
      this.#native.stop();
    }
    const ran = new Set<string>();
    let count = this.#native.count;
    for (const { url, functions } of this.#take()) {
      if (ours.test(url)) continue;
      for (const { functionName, ranges } of functions) {
        for (const range of ranges) count += range.count;
        if (url.includes(root) && ranges.some((range) => range.count > 0))
          ran.add(`${url.slice(url.indexOf(root) + root.length)}:${functionName}`);
      }
    }
    return { count, ran };
  }

  end(): void {
    this.#native.remove();
    this.#session.disconnect();
  }

  #take(): readonly Profiler.ScriptCoverage[] {
    return this.#post('Profiler.takePreciseCoverage').result;
  }

  /** The inspector of one's own thread calls back at once. */
  #post(method: string, parameters: object = {}): Profiler.TakePreciseCoverageReturnType {
    let answer: object | undefined;
    this.#session.post(method, parameters, (error, result) => {
      if (error) throw error;
      answer = result;
    });
    return answer as Profiler.TakePreciseCoverageReturnType;
  }
}
