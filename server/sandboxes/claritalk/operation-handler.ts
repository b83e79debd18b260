import type * as v from 'valibot';
import type { Operation } from '#contract/operation.ts';
import type { Caller } from './caller.ts';
import type { Services } from './services.ts';
import type { UploadedFile } from './web/body.ts';

type OutputOf<S> = S extends v.GenericSchema<unknown, infer Output> ? Output : undefined;

/** A validated call of an operation. */
export interface Call<O extends Operation = Operation> {
  readonly services: Services;
  readonly caller: Caller;
  /** The tenant; 0 for operations without a caller. */
  readonly organisationId: number;
  readonly params: OutputOf<O['params']>;
  readonly query: OutputOf<O['query']>;
  readonly body: OutputOf<O['body']>;
  readonly files: ReadonlyMap<string, UploadedFile>;
  readonly headers: Headers;
}

/** What a handler returns; the status is the documented success. */
export interface Reply {
  /** JSON body; `{}` when absent ("Empty JSON response"). */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Handler {
  readonly name: string;
  readonly run: (call: Call) => Reply | Promise<Reply>;
}

/** Ties the code of an operation to its row, whose schemas type the call. Errors are thrown as ApiError. */
export function handle<const O extends Operation>(
  operation: O,
  run: (call: Call<O>) => Reply | Promise<Reply>,
): Handler {
  // The dispatcher has validated the call against this very row before it runs the handler.
  return { name: operation.name, run: (call) => run(call as Call<O>) };
}
