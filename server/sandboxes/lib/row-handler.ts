import type * as v from 'valibot';
import type { ConnectedOperation } from '#contract/system.ts';

type OutputOf<S> = S extends v.GenericSchema<unknown, infer Output> ? Output : undefined;

/** A validated call of a row of a connected system. */
export interface RowCall<Services, O extends ConnectedOperation = ConnectedOperation> {
  readonly services: Services;
  readonly params: OutputOf<O['params']>;
  readonly query: OutputOf<O['query']>;
  readonly body: OutputOf<O['body']>;
  /** As it came; its body is still to be read where that is a file. */
  readonly request: Request;
  /** The query as received, for addresses that bear a signature. */
  readonly search: URLSearchParams;
  /** Address of the system as it was called, for addresses in answers. */
  readonly address: string;
}

export interface RowHandler<Services> {
  readonly name: string;
  /** Returns the body of the answer, or the whole of it. Throws what the system words as an error. */
  readonly run: (call: RowCall<Services>) => unknown;
}

/** Makes `handle`, which ties the code of an operation to its row, whose schemas type the call. */
export const handlersOf =
  <Services>() =>
  <const O extends ConnectedOperation>(
    operation: O,
    run: (call: RowCall<Services, O>) => unknown,
  ): RowHandler<Services> => ({
    name: operation.name,
    // The request was validated against this very row before the handler runs.
    run: (call) => run(call as RowCall<Services, O>),
  });
