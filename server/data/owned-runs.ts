import { setTimeout as pause } from 'node:timers/promises';

interface Run {
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

/** However little is heard, it looks this often what there is to do, in ms. */
const lookEveryMs = 5_000;

export interface OwnedRunsOptions {
  /** Ends all of it. */
  readonly signal: AbortSignal;
  /** Carries one thing out. What it throws is told to `failed`; the thing is begun again if it is still to be done. */
  readonly run: (id: string, signal: AbortSignal) => Promise<void>;
  readonly failed: (error: unknown) => void;
  /** Calls when there may be something to do. Returns what ends that. */
  readonly follow: (heard: () => void) => () => void;
}

/** What the owner of some work carries out: it begins what is to be done, and ends what is not to be any longer. */
export class OwnedRuns {
  readonly #options: OwnedRunsOptions;
  readonly #runs = new Map<string, Run>();
  #isWoken = false;
  #wake: () => void = () => undefined;

  constructor(options: OwnedRunsOptions) {
    this.#options = options;
  }

  /** There may be something to do. */
  readonly hear = (): void => {
    this.#isWoken = true;
    this.#wake();
  };

  /**
   * Looks again and again until the signal ends it; everything has ended then.
   * @param look returns when it is to be repeated at the latest, in ms since the epoch.
   */
  async attend(look: () => Promise<number | undefined>): Promise<void> {
    const { signal, follow } = this.#options;
    const unfollow = follow(this.hear);
    try {
      while (!signal.aborted) {
        this.#isWoken = false;
        const at = await look();
        if (!this.#isWoken) await this.#rest(at);
      }
    } finally {
      unfollow();
      const runs = [...this.#runs.values()];
      for (const { abort } of runs) abort.abort();
      await Promise.all(runs.map(({ ended }) => ended));
    }
  }

  /** Begins what is not being done yet, and ends what is not among it. */
  match(ids: ReadonlySet<string>): void {
    for (const [id, { abort }] of this.#runs) if (!ids.has(id)) abort.abort();
    if (this.#options.signal.aborted) return;
    for (const id of ids) if (!this.#runs.has(id)) this.#start(id);
  }

  #start(id: string): void {
    const { signal, run, failed } = this.#options;
    const abort = new AbortController();
    const ended = run(id, AbortSignal.any([abort.signal, signal]))
      .then(() => true)
      .catch((error: unknown) => void failed(error))
      .then((isDone) => {
        this.#runs.delete(id);
        if (isDone) this.hear();
      });
    this.#runs.set(id, { abort, ended });
  }

  async #rest(at: number | undefined): Promise<void> {
    const { signal } = this.#options;
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    const ms = at === undefined ? lookEveryMs : Math.min(lookEveryMs, Math.max(0, at - Date.now()));
    const until = AbortSignal.any([signal, woken.signal]);
    await pause(ms, undefined, { signal: until, ref: false }).catch(() => undefined);
  }
}
