import { ApiError } from '#src/api/client/errors.ts';
import { withPriority } from '#src/api/client/priority.ts';
import { sleep } from '#src/lib/sleep.ts';
import { createListeners } from '#src/lib/store.ts';
import { isUnsure } from '../problems/use-refusal-text.ts';
import { Limiter } from '../quota/limiter.ts';
import { sharedQuota } from '../quota/shared-quota.ts';
import { type Batch, type BatchControl, type BatchEvent, isActive, nextBatch, nextRow } from './batch.ts';
import { presentBatches } from './batch-presence.ts';

/** The same thing to do for many. */
export interface BatchWork<Item> {
  /** What is done, in words for people. */
  readonly title: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly labelOf: (item: Item) => string;
  /**
   * Does it for one. What it throws is why that one failed. `again`: it is not known what became of an earlier try,
   * which has to be found out before anything is sent.
   */
  readonly run: (item: Item, signal: AbortSignal, again: boolean) => Promise<unknown>;
  /** How many calls of the API one item takes; default 1. */
  readonly callsPerItem?: number;
  /** Called whenever nothing is running any longer: after the last one, and after each retry. */
  readonly onEnd?: () => void;
}

interface QueueOptions {
  /** Minimum milliseconds between two calls; the API allows one every 125 ms for everything together. */
  readonly paceMs?: number;
  /** Whether the person is waiting for something: the queue then lets that go first. */
  readonly isBusy: () => boolean;
}

interface Entry {
  batch: Batch;
  readonly tasks: ReadonlyMap<string, (signal: AbortSignal, again: boolean) => Promise<unknown>>;
  /** Keys of what may have been done although no answer said so. */
  readonly unsure: Set<string>;
  readonly callsPerItem: number;
  readonly onEnd: () => void;
  readonly control: AbortController;
  /** How often in a row the server asked to wait. */
  limits: number;
}

/** How long to wait when a server says "too many requests" without saying until when. */
const usualLimitMs = 15_000;
const maximumLimits = 8;
const longestYieldMs = 3_000;
const yieldStepMs = 100;

/**
 * Works through batches, one item at a time and well under the API's rate limit, outside of any page: navigation does
 * not stop it, closing the document warns. Components follow it by `subscribe` and `getSnapshot`.
 */
export class BatchQueue implements BatchControl {
  #entries: readonly Entry[] = [];
  #snapshot: readonly Batch[] = [];
  #working = false;
  #made = 0;
  readonly #listeners = createListeners();
  readonly #limiter: Limiter;
  readonly #isBusy: () => boolean;

  constructor({ paceMs = 500, isBusy }: QueueOptions) {
    this.#limiter = new Limiter({ perMinute: 60_000 / paceMs, burst: 1 });
    this.#isBusy = isBusy;
  }

  readonly subscribe = this.#listeners.subscribe;

  /** Whether there is unfinished work. */
  get isActive(): boolean {
    return this.#snapshot.some(isActive);
  }

  /** The batches, the latest first. */
  readonly getSnapshot = (): readonly Batch[] => this.#snapshot;

  /** Adds a batch, after those in progress. Returns its id. */
  add<Item>(work: BatchWork<Item>): string {
    this.#made += 1;
    const id = String(this.#made);
    const { title, items, keyOf, labelOf, run, callsPerItem = 1, onEnd = () => undefined } = work;
    const control = new AbortController();
    withPriority(control.signal, 'task');
    const entry: Entry = {
      batch: {
        id,
        title,
        rows: items.map((item) => ({ key: keyOf(item), label: labelOf(item), state: 'waiting' })),
        phase: { kind: 'running' },
      },
      tasks: new Map(items.map((item) => [keyOf(item), (...given) => run(item, ...given)])),
      unsure: new Set(),
      callsPerItem,
      onEnd,
      control,
      limits: 0,
    };
    this.#entries = [entry, ...this.#entries];
    this.#publish();
    presentBatches.set(this);
    void this.#work();
    return id;
  }

  pause(id: string): void {
    this.#tell(id, { type: 'paused', reason: 'person' });
  }

  resume(id: string): void {
    this.#tell(id, { type: 'resumed' });
    void this.#work();
  }

  /** What is in progress is finished; the rest is not done. */
  cancel(id: string): void {
    this.#tell(id, { type: 'cancelled' });
  }

  retryFailed(id: string): void {
    this.#tell(id, { type: 'retried' });
    void this.#work();
  }

  /** Forgets a batch that has ended. */
  dismiss(id: string): void {
    this.#entries = this.#entries.filter(({ batch }) => batch.id !== id || isActive(batch));
    this.#publish();
  }

  /** Stops and forgets everything: from now on someone else uses this page, or nobody. */
  clear(): void {
    for (const { control } of this.#entries) control.abort();
    this.#entries = [];
    this.#publish();
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    try {
      while (await this.#workOnce());
    } finally {
      this.#working = false;
    }
  }

  /** Does the next item, after a pause. Returns false when there is none. */
  async #workOnce(): Promise<boolean> {
    if (!this.#oldest()) return false;
    const waitMs = this.#limiter.waitMs(Date.now());
    if (waitMs > 0) await sleep(waitMs);
    for (let waited = 0; waited < longestYieldMs && this.#isBusy(); waited += yieldStepMs) {
      await sleep(yieldStepMs);
    }
    // Whatever happened in the meantime decides what is next.
    const entry = this.#oldest();
    const row = entry && nextRow(entry.batch);
    if (!entry || !row) return true;
    this.#limiter.take(Date.now(), entry.callsPerItem);
    this.#apply(entry, { type: 'started', key: row.key });
    try {
      await entry.tasks.get(row.key)?.(entry.control.signal, entry.unsure.has(row.key));
      entry.limits = 0;
      entry.unsure.delete(row.key);
      this.#apply(entry, { type: 'succeeded', key: row.key });
    } catch (error) {
      if (isUnsure(error)) entry.unsure.add(row.key);
      this.#take(entry, row.key, error);
    }
    return true;
  }

  #oldest(): Entry | undefined {
    return this.#entries.findLast(({ batch }) => nextRow(batch) !== undefined);
  }

  /** An error that says nothing about the item itself stops the batch instead of failing one item after the other. */
  #take(entry: Entry, key: string, error: unknown): void {
    const kind = error instanceof ApiError ? error.kind : undefined;
    if (kind === 'network' || kind === 'signed-out') {
      this.#apply(entry, { type: 'returned', key });
      this.#apply(entry, { type: 'paused', reason: kind });
    } else if (kind === 'rate-limited' && entry.limits < maximumLimits) {
      const ms = (error instanceof ApiError ? error.retryAfterMs : undefined) ?? usualLimitMs;
      const until = Date.now() + ms;
      entry.limits += 1;
      this.#apply(entry, { type: 'returned', key });
      this.#apply(entry, { type: 'limited', until });
      void sleep(ms).then(() => {
        const { phase } = entry.batch;
        // Unless someone paused it, or the server asked to wait in the meantime.
        if (phase.kind === 'limited' && phase.until === until) this.resume(entry.batch.id);
      });
    } else {
      this.#apply(entry, { type: 'failed', key, error });
    }
  }

  #tell(id: string, event: BatchEvent): void {
    const entry = this.#entries.find(({ batch }) => batch.id === id);
    if (entry) this.#apply(entry, event);
  }

  #apply(entry: Entry, event: BatchEvent): void {
    const before = restsNow(entry.batch);
    entry.batch = nextBatch(entry.batch, event);
    if (!this.#entries.includes(entry)) return;
    if (!before && restsNow(entry.batch)) entry.onEnd();
    this.#publish();
  }

  #publish(): void {
    this.#snapshot = this.#entries.map(({ batch }) => batch);
    // Even an empty handler would keep browsers from freezing and restoring the page.
    if (this.#snapshot.some(isActive)) window.addEventListener('beforeunload', warn);
    else window.removeEventListener('beforeunload', warn);
    this.#listeners.tell();
  }
}

const restsNow = (batch: Batch) => !isActive(batch) && batch.rows.every(({ state }) => state !== 'running');

const warn = (event: BeforeUnloadEvent) => event.preventDefault();

/** The one queue of this page. */
export const batches = new BatchQueue({ isBusy: () => sharedQuota().busy });
