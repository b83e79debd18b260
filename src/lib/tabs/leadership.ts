import { type PageLife, pageLife } from './page-life.ts';
import { requestLock, tabsCanAgree } from './tab-locks.ts';

interface LeadershipOptions {
  /** Name of the lock that the leader holds. */
  readonly name: string;
  /** Leads until the signal aborts: the page sleeps, another took over, or it is closed. */
  readonly lead: (signal: AbortSignal) => void;
  /** Asks the leading tab for a sign of life; `heard` is to be called when it comes. */
  readonly ask: () => void;
  /** How long it may take, in ms. */
  readonly patienceMs: number;
  /** Whether a page leads alone where tabs cannot agree (no Web Locks, or no channel). */
  readonly alone: boolean;
}

/**
 * Of several tabs or their workers one leads, the one that holds a lock; the next takes over when it is closed or
 * sleeps. A leader that neither ends nor responds (a browser may stop a tab without notice) is replaced: its lock is
 * stolen, and if it ever wakes it finds out and waits for its turn again.
 */
export class Leadership {
  readonly #options: LeadershipOptions;
  readonly #end: () => void;
  #awake: AbortSignal = AbortSignal.abort();
  #withdraw = () => {};
  #leads = false;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LeadershipOptions, life: PageLife = pageLife) {
    this.#options = options;
    this.#end = life.whileAwake(() => {
      const awake = new AbortController();
      this.#awake = awake.signal;
      this.#apply(awake.signal, false);
      return () => {
        this.heard();
        awake.abort();
      };
    });
  }

  get leads(): boolean {
    return this.#leads;
  }

  /** The leader is expected to respond: without a sign of life in time, this one takes over. */
  suspect(): void {
    const awake = this.#awake;
    if (!tabsCanAgree() || this.#leads || this.#waiting !== undefined || awake.aborted) return;
    this.#waiting = setTimeout(() => {
      this.#waiting = undefined;
      if (!this.#leads && !awake.aborted) this.#apply(awake, true);
    }, this.#options.patienceMs);
    this.#options.ask();
  }

  /** The leader gave a sign of life. */
  heard(): void {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
  }

  close(): void {
    this.#end();
  }

  #apply(awake: AbortSignal, steal: boolean): void {
    const { name, alone, lead } = this.#options;
    this.#withdraw();
    const waiting = new AbortController();
    const term = new AbortController();
    this.#withdraw = () => waiting.abort();
    const run = async () => {
      if (awake.aborted) return;
      const ended = new Promise((end) => term.signal.addEventListener('abort', end, { once: true }));
      awake.addEventListener('abort', () => term.abort(), { once: true });
      this.#leads = true;
      this.heard();
      lead(term.signal);
      await ended;
      this.#leads = false;
    };
    if (!tabsCanAgree()) {
      if (alone) void run();
      return;
    }
    requestLock(name, steal ? { steal } : { signal: AbortSignal.any([awake, waiting.signal]) }, run).catch(
      () => {
        if (awake.aborted || waiting.signal.aborted) return;
        // Stolen: this one seemed to be gone. It waits for its next turn.
        term.abort();
        this.#apply(awake, false);
      },
    );
  }
}
