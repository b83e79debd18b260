import { idempotencyHeader } from '#contract/gateway/admin.ts';
import { serverNow } from '#src/lib/clock.ts';

/**
 * Each request has its own key, a UUID, made once and kept for every further try: the gateway carries it out once,
 * however often it is sent. The gateway itself may need several calls of Claritalk.
 */
export interface IdempotencyKey {
  readonly key: string;
  /** Instant before it was sent, milliseconds since the epoch on the server's clock. */
  readonly since: number;
  readonly signal?: AbortSignal | undefined;
}

/** A request that is made now. @param key of an earlier try, if it is the same request */
export const wishNow = (key: string = crypto.randomUUID()): IdempotencyKey => ({ key, since: serverNow() });

/** Options of a call that the gateway carries out with the service account. */
export const elevated = ({ key, signal }: Pick<IdempotencyKey, 'key' | 'signal'>) => ({
  headers: { [idempotencyHeader]: key },
  signal,
  timeoutMs: 60_000,
});
