import type { IncomingMessage } from 'node:http';
import type { RefusalReason } from '#contract/gateway/refusals.ts';
import type { Operation } from '#contract/operation.ts';
import { wasNotSent } from '../../upstreams/client.ts';
import { Refusal, refusal } from '../http/refusal.ts';

/** The response to a request that had an effect. */
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

/** One request with an effect, from its intent to its outcome. */
export interface Attempt {
  /** The response that the same request got before. It is passed on, and nothing is sent. */
  readonly before: KeptAnswer | undefined;
  /** Aborts when someone withdraws it, which they can until it leaves. */
  readonly withdrawn: AbortSignal;
  /** It leaves the gateway now: from here on the system may have it. @throws Refusal where it may no longer be sent */
  leaves(): Promise<void>;
  /**
   * Records what became of it; only the first record counts. It resolves when that is on disk, or will be: what a system
   * has said is so, whether it can be written now or not.
   */
  end(end: AttemptEnd): Promise<void>;
}

/** How far a request had got when it failed. */
export type Stage = 'waiting' | 'sent' | 'answered';

/** Codes with which a system says that it did nothing. */
const nothingDone: readonly (RefusalReason['code'] | undefined)[] = [
  'upstream-waits',
  'upstream-waits-because',
  'key-refused',
  'path-unknown',
  'path-or-item-unknown',
];

/** Returns what became of a failed request with an effect. Where that is unknown, it may have been done. */
export function endOf(
  stage: Stage,
  error: unknown,
  failure: Refusal,
  { system, request, operation }: { system: string; request: IncomingMessage; operation: Operation },
): AttemptEnd & { readonly refusal: Refusal } {
  const isOurs = error instanceof Refusal;
  if (stage === 'waiting') return { state: 'not-sent', refusal: failure };
  if (stage === 'sent') {
    // The system gets a file's last bytes only once all were found to be in order.
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
