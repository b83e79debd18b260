import { fields, text } from '#src/lib/reader.ts';
import { ApiError } from '../client/errors.ts';
import { elevated } from '../client/idempotency-key.ts';
import type { Outcome } from '../client/write.ts';

/** Makes what nobody hears of before it is sent: each try is another one, and each of its steps a request of its own. */
type Attempt<T> = (wish: () => ReturnType<typeof elevated>) => Promise<T>;

/**
 * Prepares a draft with its file. One that is not known to be whole is left behind, and another one is made. Never
 * `unknown`: whatever became of it, it was not sent.
 */
export async function prepared<T>(attempt: Attempt<T>, signal: AbortSignal | undefined): Promise<Outcome<T>> {
  const first = await outcomeOf(attempt, signal);
  const last = first.kind === 'unknown' ? await outcomeOf(attempt, signal) : first;
  return last.kind === 'unknown' ? { kind: 'refused', error: notPrepared(last.error) } : last;
}

async function outcomeOf<T>(attempt: Attempt<T>, signal: AbortSignal | undefined): Promise<Outcome<T>> {
  try {
    return { kind: 'done', value: await attempt(() => elevated({ key: crypto.randomUUID(), signal })) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { kind: error.mayBeDone ? 'unknown' : 'refused', error };
  }
}

/** Id of what was made. @throws ApiError where there is none, as for any answer that cannot be read */
export function madeId(operation: string, wire: unknown): string {
  const id = text(fields(wire).id);
  if (id === undefined) throw new ApiError({ kind: 'server', operation });
  return id;
}

/** That it may have been done is true of the draft alone, of which nobody hears. */
const notPrepared = (error: ApiError): ApiError =>
  error.refusal?.code === 'outcome-unknown'
    ? new ApiError({
        kind: error.kind,
        operation: error.operation,
        status: error.status,
        refusal: { code: 'upstream-silent', values: error.refusal.values },
        mayBeDone: false,
      })
    : error.withOutcome(false);
