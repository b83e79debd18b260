import type { RefusalReason } from '#contract/gateway/refusals.ts';
import { serverNow } from '#src/lib/clock.ts';
/** What went wrong with a request, in the words that the interface needs. Match on `kind`, never on text. */
export type ApiErrorKind =
  /** No response: offline, connection lost, gateway away. */
  | 'network'
  | 'timeout'
  /** The caller gave up. */
  | 'aborted'
  /** The session is over and could not be renewed. */
  | 'signed-out'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  /** The server refused the data. */
  | 'invalid'
  | 'too-large'
  | 'rate-limited'
  /** The server failed, or a server behind it. */
  | 'server';

/** Errors after which the server may have done what was requested although it did not say so. */
const unsureKinds: readonly ApiErrorKind[] = ['network', 'timeout', 'aborted', 'server'];

interface ApiErrorDetails {
  readonly kind: ApiErrorKind;
  /** Name of the operation in the contract. */
  readonly operation: string;
  readonly status?: number | undefined;
  /** From Retry-After, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** Why the gateway itself refused it; then there is no `serverMessage`. */
  readonly refusal?: RefusalReason | undefined;
  /** The server's own `message`, for people who want the detail. */
  readonly serverMessage?: string | undefined;
  /** Identifies the request in the gateway's log. */
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
  /** See ApiError; guessed from the kind where nobody knows better. */
  readonly mayBeDone?: boolean | undefined;
}

/** The one error that the API client throws. */
export class ApiError extends Error {
  readonly kind: ApiErrorKind;
  readonly operation: string;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;
  readonly refusal: RefusalReason | undefined;
  readonly serverMessage: string | undefined;
  readonly requestId: string | undefined;
  /** Of a write: its response was lost, so it is not known whether it was done. False: nothing was done. */
  readonly mayBeDone: boolean;

  constructor(details: ApiErrorDetails) {
    super(`${details.operation}: ${details.kind}${details.status ? ` (${details.status})` : ''}`, {
      cause: details.cause,
    });
    this.name = 'ApiError';
    this.kind = details.kind;
    this.operation = details.operation;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
    this.refusal = details.refusal;
    this.serverMessage = details.serverMessage;
    this.requestId = details.requestId;
    this.mayBeDone = details.mayBeDone ?? unsureKinds.includes(details.kind);
  }

  /** The same error with what is known of the outcome. */
  withOutcome(mayBeDone: boolean): ApiError {
    return mayBeDone === this.mayBeDone ? this : new ApiError({ ...this, cause: this.cause, mayBeDone });
  }
}

const kinds: Readonly<Record<number, ApiErrorKind>> = {
  401: 'signed-out',
  403: 'forbidden',
  404: 'not-found',
  408: 'timeout',
  409: 'conflict',
  413: 'too-large',
  429: 'rate-limited',
  504: 'timeout',
};

/** The kind of error that an HTTP status means. */
export function kindOfStatus(status: number): ApiErrorKind {
  return kinds[status] ?? (status >= 500 ? 'server' : 'invalid');
}

/**
 * Milliseconds from a Retry-After header: seconds or an HTTP date. Undefined when absent or unreadable;
 * never negative.
 */
export function retryAfterMs(header: string | null, now: number = serverNow()): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Whether the same request may well succeed when it is sent again. */
export function isTransient(error: unknown): boolean {
  return error instanceof ApiError && ['network', 'timeout', 'rate-limited', 'server'].includes(error.kind);
}
