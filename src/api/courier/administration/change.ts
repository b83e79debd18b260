import type { QueryClient } from '@tanstack/react-query';
import type { Certain, PageWatch } from '../../client/certain.ts';
import type { IdempotencyKey } from '../../client/idempotency-key.ts';
import { type Changing, changeOnce } from '../../gateway/changes/change-once.ts';
import { courierKeys } from './courier-keys.ts';

/** How something is changed at Courier: `renews` are the names of resources that may be different now. */
interface ChangingThere<V, T> extends Omit<Changing<V, T>, 'renews'> {
  readonly renews: readonly string[];
}

/** Returns a function that changes something at Courier, once. */
export const changing =
  <V extends IdempotencyKey>({ renews, ...how }: ChangingThere<V, unknown>) =>
  (queryClient: QueryClient, given: V, watch: PageWatch<V>): Promise<Certain<unknown>> =>
    changeOnce('courier', queryClient, given, watch, { ...how, renews: renews.map(courierKeys.of) });

/** Whether everything that was wanted is so; what was not mentioned may be anything. */
export function isSo<T extends object>(now: T, wanted: Partial<T>): boolean {
  for (const name in wanted) {
    if (wanted[name] !== undefined && now[name] !== wanted[name]) return false;
  }
  return true;
}

/** What someone changed in a form: nothing else is sent, so that what others changed in the meantime stays. */
export function changesOf<T extends object>(before: T, now: T): Partial<T> {
  const changes: Partial<T> = {};
  for (const name in now) if (now[name] !== before[name]) changes[name] = now[name];
  return changes;
}
