import type { ResponseOf, WriteOperation } from '#contract/operation.ts';
import { type CallOptions, callForAnswer, type Transport } from './client.ts';
import { ApiError } from './errors.ts';

/** How a write ended, as far as it is known. */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** Nothing was done. */
  | { readonly kind: 'refused'; readonly error: ApiError }
  /** The response was lost: it may have been done. A caller that gets this finds out before doing it again. */
  | { readonly kind: 'unknown'; readonly error: ApiError };

/** Carries out an operation that may change something, and says how it ended. Never throws ApiError. */
export function write<O extends WriteOperation>(
  operation: O,
  options: CallOptions<O>,
): Promise<Outcome<ResponseOf<O>>> {
  return outcomeOf(send(operation, options));
}

async function send<O extends WriteOperation>(operation: O, options: CallOptions<O>): Promise<ResponseOf<O>> {
  const { transport = fetchOf }: { readonly transport?: Transport } = options;
  // Whether the server received a request that it did not refuse.
  let sent = false;
  const watched: Transport = async (url, init) => {
    sent = true;
    const response = await transport(url, init);
    if (response.status < 500) sent = response.ok;
    return response;
  };
  try {
    return (await callForAnswer(operation, { ...options, transport: watched })).data;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    throw error.withOutcome(sent && !isRefusal(operation, error));
  }
}

const fetchOf: Transport = (url, init) => fetch(url, init);

/**
 * A refusal that the contract names, or of a gateway that had no connection to hand it on. If there was no response,
 * nothing is known.
 */
const isRefusal = (operation: WriteOperation, { status, refusal }: ApiError): boolean =>
  status === 502 || status === 504
    ? refusal?.code === 'upstream-unreachable'
    : operation.errors.some((known) => known.status === status);

/** The outcome of work that writes. Errors other than ApiError are rethrown. */
export async function outcomeOf<T>(work: Promise<T>): Promise<Outcome<T>> {
  try {
    return { kind: 'done', value: await work };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { kind: error.mayBeDone ? 'unknown' : 'refused', error };
  }
}

/** The value of a write that was done, for work of several steps. @throws ApiError, whose `mayBeDone` says the rest */
export function orThrow<T>(outcome: Outcome<T>): T {
  if (outcome.kind === 'done') return outcome.value;
  throw outcome.error;
}
