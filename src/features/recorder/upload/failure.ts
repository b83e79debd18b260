import { ApiError } from '#src/api/client/errors.ts';
import { SpoolError } from '../model/spool-error.ts';
import type { UploadProblem, WaitReason } from '../model/upload-state.ts';
import { uploadBackoffMs } from './backoff.ts';

/** What to do about a failed request of an upload. */
export type Remedy =
  | { readonly do: 'wait'; readonly reason: WaitReason; readonly delayMs: number }
  | { readonly do: 'sign-in' }
  | { readonly do: 'ask'; readonly problem: UploadProblem };

/** Claritalk counts uploads by the minute, so without Retry-After a minute is always enough. */
const rateLimitDefaultMs = 60_000;

/** The server said nothing for too long; the request was aborted. */
export class StalledError extends Error {
  override readonly name = 'StalledError';
}

/**
 * Chooses the remedy. What may pass is waited for without limit; what cannot is up to the person. `failures` is 1 after
 * the first try of this request.
 */
export function remedyFor(error: unknown, failures: number): Remedy {
  if (error instanceof StalledError) return wait('server', uploadBackoffMs(failures));
  if (error instanceof SpoolError) {
    const mayPass = error.code === 'unavailable' || error.code === 'quota';
    return mayPass ? wait('storage', uploadBackoffMs(failures)) : ask({ kind: 'storage' });
  }
  if (!(error instanceof ApiError)) return ask({ kind: 'unexpected' });
  switch (error.kind) {
    case 'network':
      return wait('offline', uploadBackoffMs(failures));
    case 'timeout':
    case 'server':
      return wait('server', Math.max(uploadBackoffMs(failures), error.retryAfterMs ?? 0));
    case 'rate-limited':
      return wait('rate-limited', error.retryAfterMs ?? rateLimitDefaultMs);
    case 'signed-out':
      return { do: 'sign-in' };
    default:
      return ask({ ...error, message: error.serverMessage });
  }
}

/** Whether the server may have done what was asked although no success was seen. */
export function answerMayBeLost(error: unknown): boolean {
  if (error instanceof StalledError) return true;
  return error instanceof ApiError && error.mayBeDone;
}

function wait(reason: WaitReason, delayMs: number): Remedy {
  return { do: 'wait', reason, delayMs };
}

function ask({
  kind,
  status,
  refusal,
  message,
}: Pick<UploadProblem, 'kind'> & Partial<UploadProblem>): Remedy {
  return { do: 'ask', problem: { kind, status, message, ...(refusal ? { refusal } : {}) } };
}
