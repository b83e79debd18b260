/**
 * The way to the session's quota (services/quota), whose code arrives after the first page. Requests before that pass;
 * what their answers told is not lost.
 */
import type { Operation } from '#contract/operation.ts';
import { createStore } from '#src/lib/store.ts';
import type { Priority } from './priority.ts';

/** What watches over the quota; `main.tsx` says where it comes from, so that `api/` does not know `services/`. */
export interface QuotaWatch {
  /**
   * Resolves when a request may be sent; the function that it returns is called when that is over. A person's request
   * waits for the end of a pause; the others are told to retry later, because they know how to show that they are
   * waiting.
   *
   * @throws ApiError 'rate-limited' or 'aborted'; then there is nothing to call.
   */
  admit(operation: Operation, priority: Priority, signal: AbortSignal | undefined): Promise<() => void>;
  /** Records what a response says about the quota. */
  learn(operation: Operation, answer: Pick<Response, 'status' | 'headers'>): void;
  readonly subscribe: (listener: () => void) => () => void;
  /** Whether requests of the person wait for the end of a pause. */
  readonly isWaiting: () => boolean;
}

let load: (() => Promise<QuotaWatch>) | undefined;
let watch: QuotaWatch | undefined;
let loading: Promise<void> | undefined;
const early: Parameters<QuotaWatch['learn']>[] = [];

/** Whether requests of the person wait for the end of a pause. */
export const isWaiting = createStore(false);

const nothing = () => undefined;

/** Says how to load what watches over the quota, in this page or worker. */
export function setQuotaWatch(by: () => Promise<QuotaWatch>): void {
  load = by;
}

/** Begins to watch; the next refusal does so in any case. Rejects when the code for it does not arrive. */
export function watchQuota(): Promise<void> {
  loading ??= load?.().then((loaded) => {
    watch = loaded;
    for (const told of early.splice(0)) loaded.learn(...told);
    loaded.subscribe(() => isWaiting.set(loaded.isWaiting()));
  });
  loading?.catch(() => {
    loading = undefined;
  });
  return loading ?? Promise.resolve();
}

/** See {@link QuotaWatch.admit}. */
export const admit = async (...request: Parameters<QuotaWatch['admit']>): Promise<() => void> =>
  watch ? watch.admit(...request) : nothing;

/** Records a response. Returns false when nobody watches, so that nobody would wait as it asks. */
export async function learn(...told: Parameters<QuotaWatch['learn']>): Promise<boolean> {
  if (watch) watch.learn(...told);
  else early.push(told);
  if (told[1].status === 429) await watchQuota().catch(nothing);
  return watch !== undefined;
}
