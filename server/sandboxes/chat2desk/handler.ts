import type * as v from 'valibot';
import type { ConnectedOperation } from '#contract/system.ts';
import type { Services } from './services.ts';

type OutputOf<S> = S extends v.GenericSchema<unknown, infer Output> ? Output : undefined;

/** A validated call of an operation. */
export interface Call<O extends ConnectedOperation = ConnectedOperation> {
  readonly services: Services;
  readonly params: OutputOf<O['params']>;
  readonly query: OutputOf<O['query']>;
  readonly body: OutputOf<O['body']>;
}

export interface Handler {
  readonly name: string;
  /** Returns the whole body of the response; its status is the first documented success. @throws Refusal */
  readonly run: (call: Call) => unknown;
}

/** Ties the code of an operation to its row, whose schemas type the call. */
export function handle<const O extends ConnectedOperation>(
  operation: O,
  run: (call: Call<O>) => unknown,
): Handler {
  // The request was validated against this very row before the handler runs.
  return { name: operation.name, run: (call) => run(call as Call<O>) };
}

/** The usual answer. */
export const success = (data: unknown): unknown => ({ data, status: 'success' });

/** The response of operations that return nothing. */
export const done: unknown = { status: 'success' };
