import type { QueryClient } from '@tanstack/react-query';
import type { Certain, PageWatch } from '../client/certain.ts';
import { elevated, type IdempotencyKey } from '../client/idempotency-key.ts';
import { goneOrUndefined } from '../client/one-or-none.ts';
import type { Outcome } from '../client/write.ts';
import { type Changing, changeOnce } from '../gateway/changes/change-once.ts';

/** What is deleted, by its id. */
export interface Removal extends IdempotencyKey {
  readonly id: number;
}

type InPath = { readonly params: { readonly id: string } };

interface Removing extends Pick<Changing<Removal, unknown>, 'renews'> {
  readonly send: (options: InPath & ReturnType<typeof elevated>) => Promise<Outcome<unknown>>;
  readonly get: (options: InPath & { readonly signal: AbortSignal | undefined }) => Promise<unknown>;
}

/** Returns a function that deletes something once; it is gone when it can no longer be read. */
export const removing =
  ({ send, get, renews }: Removing) =>
  (queryClient: QueryClient, given: Removal, watch: PageWatch<Removal>): Promise<Certain<unknown>> =>
    change(queryClient, given, watch, {
      send: ({ id, ...one }) => send({ params: { id: String(id) }, ...elevated(one) }),
      read: ({ id }, signal) => goneOrUndefined(() => get({ params: { id: String(id) }, signal })),
      renews,
    });

/** Changes something at Chat2Desk, once. */
export const change = <V extends IdempotencyKey, T>(
  queryClient: QueryClient,
  given: V,
  watch: PageWatch<V>,
  how: Changing<V, T>,
): Promise<Certain<unknown>> => changeOnce('chat2desk', queryClient, given, watch, how);
