import { ApiError } from '#src/api/errors.ts';
import { backoffMs } from './backoff.ts';
import { SpoolError } from './spool-error.ts';
import type { UploadProblem, WaitReason } from './upload-state.ts';

/** What to do about a failed request of an upload. */
export type Remedy =
  | { readonly do: 'wait'; readonly reason: WaitReason; readonly delayMs: number }
  | { readonly do: 'sign-in' }
  | { readonly do: 'ask'; readonly problem: UploadProblem };

/** Claritalk counts uploads by the minute, so without Retry-After a minute is always enough. */
const rateLimitDefaultMs = 60_000;

/** The server said nothing for too long; the request was given up. */
export class StalledError extends Error {
  override readonly name = 'StalledError';
}

/**
 * Chooses the remedy. Whatever may pass by itself is waited for without limit; what cannot is put to the
 * person. `attempt` counts failures of this request from zero.
 */
export function remedyFor(error: unknown, attempt: number): Remedy {
  if (error instanceof StalledError) return wait('server', backoffMs(attempt));
  if (error instanceof SpoolError) {
    const mayPass = error.code === 'unavailable' || error.code === 'quota';
    return mayPass ? wait('storage', backoffMs(attempt)) : ask('storage', undefined, undefined);
  }
  if (!(error instanceof ApiError)) return ask('unexpected', undefined, undefined);
  switch (error.kind) {
    case 'network':
      return wait('offline', backoffMs(attempt));
    case 'timeout':
    case 'server':
      return wait('server', Math.max(backoffMs(attempt), error.retryAfterMs ?? 0));
    case 'rate-limited':
      return wait('rate-limited', error.retryAfterMs ?? rateLimitDefaultMs);
    case 'signed-out':
      return { do: 'sign-in' };
    default:
      return ask(error.kind, error.status, error.serverMessage);
  }
}

/** Whether the server may have done what was asked although no success was seen. */
export function answerMayBeLost(error: unknown): boolean {
  if (error instanceof StalledError) return true;
  return error instanceof ApiError && ['network', 'timeout', 'server', 'aborted'].includes(error.kind);
}

function wait(reason: WaitReason, delayMs: number): Remedy {
  return { do: 'wait', reason, delayMs };
}

function ask(kind: UploadProblem['kind'], status: number | undefined, message: string | undefined): Remedy {
  return { do: 'ask', problem: { kind, status, message } };
}
