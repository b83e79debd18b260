import type { SpoolErrorCode } from './model/spool-error.ts';
import type { Spool } from './spool.ts';

export type SpoolMethod = keyof Spool;

/** A call of the page to the spool's worker. */
export interface SpoolRequest<M extends SpoolMethod = SpoolMethod> {
  readonly call: number;
  readonly method: M;
  readonly args: Parameters<Spool[M]>;
}

/** The worker's answer to the call with the same number. */
export type SpoolReply =
  | { readonly call: number; readonly value: unknown }
  | { readonly call: number; readonly error: { readonly code: SpoolErrorCode; readonly message: string } };
