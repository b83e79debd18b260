import { idempotencyHeader } from '#contract/admin.ts';

/**
 * Each wish has a key of its own, a UUID, made once and kept for every further try: the gateway carries it out
 * once, however often it is sent. The gateway itself may need several calls of Claritalk.
 */
export interface Wish {
  readonly key: string;
  readonly signal?: AbortSignal | undefined;
}

/** Options of a call that the gateway carries out with the service account. */
export const elevated = ({ key, signal }: Wish) => ({
  headers: { [idempotencyHeader]: key },
  signal,
  timeoutMs: 60_000,
});
