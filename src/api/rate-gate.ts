/**
 * The way to the session's allowance (rates.ts), whose code arrives after the first page. Requests before that pass;
 * what their answers told is not lost.
 */
import type { Rates } from './rates.ts';

let rates: Rates | undefined;
let loading: Promise<void> | undefined;
const early: Parameters<Rates['learn']>[] = [];
const listeners = new Set<() => void>();

/** Loads what watches over the allowance, in this page or worker. Rejects when its code does not arrive. */
export function watchRates(): Promise<void> {
  loading ??= import('./shared-rates.ts').then((code) => {
    rates = code.shareRates().rates;
    for (const told of early.splice(0)) rates.learn(...told);
    rates.subscribe(() => {
      for (const listener of listeners) listener();
    });
  });
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

const nothing = () => undefined;

/** See {@link Rates.admit}. */
export const admit = async (...request: Parameters<Rates['admit']>): Promise<() => void> =>
  rates ? rates.admit(...request) : nothing;

/** Takes note of an answer. False when nobody watches, so that nobody would wait as it asks. */
export async function learn(...told: Parameters<Rates['learn']>): Promise<boolean> {
  if (rates) rates.learn(...told);
  else early.push(told);
  if (told[1].status === 429) await watchRates().catch(nothing);
  return rates !== undefined;
}

/** Whether requests of the person wait for the end of a pause. */
export const isWaiting = (): boolean => rates?.isWaiting() ?? false;

export function onWaiting(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
