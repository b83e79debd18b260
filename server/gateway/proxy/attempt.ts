import type { IncomingMessage } from 'node:http';
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import type { Operation } from '#contract/operation.ts';
import { wasNotSent } from '../../upstreams/client.ts';
import { Refusal, refusal } from '../http/refusal.ts';

/** What was answered to a request that had an effect. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined for a file. */
  readonly body: Buffer | undefined;
}

/** What became of it. `refused`: the system said no; `unknown`: it may have been done. */
export type AttemptEnd =
  | { readonly state: 'done'; readonly answer: KeptAnswer }
  | { readonly state: 'refused' | 'unknown' | 'not-sent'; readonly refusal: Refusal };

/** One request that has an effect, from its intent to its end. */
export interface Attempt {
  /** What was answered to the same request before. It is passed on, and nothing is sent. */
  readonly before: KeptAnswer | undefined;
  /** Notes what became of it; only the first word counts. */
  end(end: AttemptEnd): void;
}

/** How far a request was when it failed. */
export type Stage = 'waiting' | 'sent' | 'answered';

/** Codes with which a system says that it did nothing. */
const nothingDone: readonly (RefusalReason['code'] | undefined)[] = ['upstream-waits', 'key-refused'];

/** What became of a request with an effect that failed. Where it cannot be told it may have been done. */
export function endOf(
  stage: Stage,
  error: unknown,
  failure: Refusal,
  { system, request, operation }: { system: string; request: IncomingMessage; operation: Operation },
): AttemptEnd & { readonly refusal: Refusal } {
  const isOurs = error instanceof Refusal;
  if (stage === 'waiting') return { state: 'not-sent', refusal: failure };
  if (stage === 'sent') {
    // Of a file the system gets the last bytes only when all were found in order.
    const isFile = operation.bodyKind === 'bytes' || operation.bodyKind === 'multipart';
    const isCut = isFile && !request.complete;
    if (isOurs || isCut || wasNotSent(error)) return { state: 'not-sent', refusal: failure };
  } else if (isOurs) {
    const code = error.reason?.code;
    if (nothingDone.includes(code)) return { state: 'not-sent', refusal: failure };
    const saidNo = code === 'upstream-refused' || (code === 'upstream-failed' && error.status < 500);
    if (saidNo) return { state: 'refused', refusal: failure };
  }
  return { state: 'unknown', refusal: refusal('outcome-unknown', { system }) };
}
