import { retry } from '#src/lib/retry.ts';
import { online, sleep } from '#src/lib/sleep.ts';
import { ApiError, isTransient } from './errors.ts';
import type { Outcome } from './write.ts';

/** What a check for the effect of a write found. */
export type Finding<T> =
  /** It was done; this is the result. */
  | { readonly found: T }
  /** It was not done, as far as can be seen now. */
  | 'absent'
  /** It is not visible so far, which does not mean that it was not done: it may be in progress. */
  | 'unseen'
  /** Nothing that can be read would show it. */
  | 'untold';

/** How a write ended after its effect was checked. */
export type Certain<T> =
  /** `found`: no response said so, but it was seen. */
  | { readonly kind: 'done'; readonly value: T; readonly found: boolean }
  /** Nothing was done. `looked`: no response said so, but the effect is not there. */
  | { readonly kind: 'refused'; readonly error: ApiError; readonly looked: boolean }
  /** Nobody could be asked, or can tell: `untold`. `sent`: not about an earlier try alone. */
  | {
      readonly kind: 'unknown';
      readonly error: ApiError;
      readonly sent: boolean;
      readonly untold?: boolean;
    };

/** Reads afresh whether something was done. @throws ApiError when it cannot */
export type Find<T> = (signal: AbortSignal | undefined) => Promise<Finding<T>>;

export interface Watch {
  /** The response was lost; the outcome is being checked. */
  readonly onLooking?: () => void;
  /** Ends the check, not what was sent. */
  readonly signal?: AbortSignal | undefined;
  /** Sends nothing: checks what became of the previous try. */
  readonly onlyLook?: boolean;
  /** Does not retry the check when it fails: the caller comes back later. */
  readonly hasty?: boolean;
}

/** How a page watches something that it writes. */
export interface PageWatch<V> extends Watch {
  /** An earlier try that is not known to have failed. Its effect has to be checked before anything is sent. */
  readonly earlier: V | undefined;
}

/** Milliseconds before each check: what the server is still busy with appears a little later. */
const looksMs = [0, 1_500, 3_000, 5_000];
/** A failure that the server itself reports is final: nothing appears later. */
const afterAnswerMs = [0];
/** Milliseconds until a failed check is retried. */
const retriesMs = [2_000, 4_000, 8_000, 16_000];

/**
 * Does something once and returns how it ended. When its response is lost the effect is checked, so that nothing has to
 * be sent again on a guess.
 *
 * @param before checks for the effect of an earlier try that is not known to have failed, before anything is sent
 */
export async function certain<T>(
  write: () => Promise<Outcome<T>>,
  find: Find<T>,
  { onLooking, signal, onlyLook = false, hasty = false }: Watch = {},
  before?: Find<T>,
): Promise<Certain<T>> {
  const waitsMs = hasty ? [] : retriesMs;
  const first = before ?? (onlyLook ? find : undefined);
  if (first) {
    onLooking?.();
    const earlier = await lookOnce(first, signal, waitsMs);
    if (earlier instanceof ApiError) return { kind: 'unknown', error: earlier, sent: false };
    if (typeof earlier === 'object') return { kind: 'done', value: earlier.found, found: true };
    if (onlyLook && earlier !== 'absent')
      return { kind: 'unknown', error: lostAnswer(), sent: false, untold: earlier === 'untold' };
  }
  if (onlyLook) return { kind: 'refused', error: lostAnswer(), looked: true };
  const outcome = await write();
  if (outcome.kind === 'done') return { ...outcome, found: false };
  if (outcome.kind === 'refused') return { ...outcome, looked: false };
  const { error } = outcome;
  onLooking?.();
  let finding: Finding<T> | ApiError = 'absent';
  for (const waitMs of isLastWord(error) ? afterAnswerMs : looksMs) {
    // The connection is back: no reason to wait.
    if (waitMs > 0) await sleep(waitMs, signal, online).catch(() => undefined);
    if (signal?.aborted) return { ...outcome, sent: true };
    finding = await lookOnce(find, signal, waitsMs);
    if (finding instanceof ApiError) return { ...outcome, sent: true };
    if (finding === 'untold') return { ...outcome, sent: true, untold: true };
    if (typeof finding === 'object') return { kind: 'done', value: finding.found, found: true };
  }
  return finding === 'unseen' ? { ...outcome, sent: true } : { kind: 'refused', error, looked: true };
}

/** The value of what was done, for work of many parts. @throws ApiError, whose `mayBeDone` says the rest */
export function doneOrThrow<T>(result: Certain<T>): T {
  if (result.kind === 'done') return result.value;
  throw result.error.withOutcome(result.kind === 'unknown');
}

/** How work ended that writes nothing beyond this device: it has no response to lose. What it throws is rethrown. */
export const certainOf = async <T>(work: Promise<T> | T): Promise<Certain<T>> => ({
  kind: 'done',
  value: await work,
  found: false,
});

/** Of a page that is gone, and knows no more than that. */
const lostAnswer = () => new ApiError({ kind: 'network', operation: 'lost', mayBeDone: true });

/** What the gateway itself does with the service account: its 502 says that Claritalk failed, not that nothing came back. */
const isElevated = (operation: string) => operation.startsWith('admin');

const isLastWord = ({ kind, status, operation }: ApiError) =>
  kind === 'server' && status !== undefined && (status !== 502 || isElevated(operation));

/** Checks until that works. Returns the error when it does not, or is aborted. */
async function lookOnce<T>(
  find: Find<T>,
  signal: AbortSignal | undefined,
  waitsMs: readonly number[],
): Promise<Finding<T> | ApiError> {
  let last: ApiError | undefined;
  const waitMs = (failures: number, error: unknown) => {
    if (!(error instanceof ApiError)) return undefined;
    last = error;
    const ms = isTransient(error) ? waitsMs[failures - 1] : undefined;
    return ms && Math.max(ms, error.retryAfterMs ?? 0);
  };
  try {
    return await retry(() => find(signal), { waitMs, signal, wakeOn: online });
  } catch (error) {
    if (error instanceof ApiError) return error;
    if (!signal?.aborted) throw error;
    return last ?? new ApiError({ kind: 'aborted', operation: 'look', cause: error });
  }
}
