import { type SubjectKey, signedOutEverywhereError } from '#contract/gateway/session.ts';
import { ApiError, kindOfStatus, retryAfterMs } from '#src/api/client/errors.ts';
import { fields, text } from '#src/lib/reader.ts';

/** A token as the gateway gives it. */
export interface GivenToken {
  readonly accessToken: string;
  /** In seconds. */
  readonly expiresIn: number;
  /** Whose it is; undefined when the gateway does not say. */
  readonly subject: SubjectKey | undefined;
}

/** There is none any longer: the session expired, or the person ended it from another browser. */
export type NoToken = 'ran-out' | 'ended';

const operation = 'issueToken';
export const tokenPath = '/oauth/token';

/**
 * Asks the gateway for the token of the session that the browser's cookie is for.
 * @throws ApiError when it could not be asked, or failed.
 */
export async function requestToken(send: typeof fetch): Promise<GivenToken | NoToken> {
  let response: Response;
  try {
    response = await send(tokenPath, {
      method: 'POST',
      headers: { 'X-Request-Id': crypto.randomUUID() },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'server-held' }),
      signal: AbortSignal.timeout(20_000),
      cache: 'no-store',
    });
  } catch (cause) {
    const timedOut = cause instanceof DOMException && cause.name === 'TimeoutError';
    throw new ApiError({ kind: timedOut ? 'timeout' : 'network', operation, cause });
  }
  const body = fields(await response.json().catch(() => ({})));
  if (response.status === 400 || response.status === 401) {
    return body.error === signedOutEverywhereError ? 'ended' : 'ran-out';
  }
  if (!response.ok || typeof body.access_token !== 'string') {
    throw new ApiError({
      kind: response.ok ? 'server' : kindOfStatus(response.status),
      operation,
      status: response.status,
      retryAfterMs: retryAfterMs(response.headers.get('Retry-After')),
      requestId: response.headers.get('X-Request-Id') ?? undefined,
    });
  }
  return {
    accessToken: body.access_token,
    expiresIn: typeof body.expires_in === 'number' ? body.expires_in : 300,
    subject: text(body.subjectKey),
  };
}
