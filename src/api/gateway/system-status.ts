import { queryOptions } from '@tanstack/react-query';
import { ping } from '#contract/claritalk/services.ts';
import { sessionPath } from '#contract/gateway/session.ts';
import { fields, instant, number, text } from '#src/lib/reader.ts';
import { call } from '../client/client.ts';
import { ApiError, kindOfStatus } from '../client/errors.ts';

/** The state of the gateway, and of the Claritalk behind it. */
export interface Health {
  readonly version: string | undefined;
  readonly claritalk: {
    readonly origin: string | undefined;
    readonly reachable: boolean;
    /** Milliseconds from the gateway to Claritalk and back. */
    readonly latencyMs: number | undefined;
  };
}

/** The session of this browser. */
export interface SessionFacts {
  readonly since: Date | undefined;
  /** When it ends, whatever happens. */
  readonly until: Date | undefined;
  /** Sessions of the person, this one included; undefined where the gateway cannot tell. */
  readonly sessions: number | undefined;
}

export const systemStatusKeys = {
  health: ['about', 'health'] as const,
  ping: ['about', 'ping'] as const,
  session: ['about', 'session'] as const,
};

/** The current state is wanted here, and a failure is a result too. */
const fresh = { staleTime: 0, gcTime: 0, retry: false } as const;

export const healthOptions = () =>
  queryOptions({
    queryKey: systemStatusKeys.health,
    queryFn: async ({ signal }): Promise<Health> => {
      const body = fields(await readJson('health', '/healthz', signal));
      const upstream = fields(body.upstream);
      return {
        version: text(body.version),
        claritalk: {
          origin: text(upstream.origin),
          reachable: upstream.status === 'ok',
          latencyMs: number(upstream.latencyMs),
        },
      };
    },
    ...fresh,
  });

/** Milliseconds from this page through the gateway to Claritalk's API and back. */
export const pingOptions = () =>
  queryOptions({
    queryKey: systemStatusKeys.ping,
    queryFn: async ({ signal }) => {
      const start = performance.now();
      await call(ping, { signal });
      return Math.round(performance.now() - start);
    },
    ...fresh,
  });

export const sessionFactsOptions = () =>
  queryOptions({
    queryKey: systemStatusKeys.session,
    queryFn: async ({ signal }): Promise<SessionFacts> => {
      const body = fields(await readJson('session', sessionPath, signal));
      return { since: instant(body.since), until: instant(body.until), sessions: number(body.sessions) };
    },
    ...fresh,
  });

/** @throws ApiError */
async function readJson(operation: string, path: string, given: AbortSignal): Promise<unknown> {
  const timeout = AbortSignal.timeout(10_000);
  let response: Response;
  try {
    response = await fetch(path, { cache: 'no-store', signal: AbortSignal.any([given, timeout]) });
  } catch (cause) {
    const kind = timeout.aborted ? 'timeout' : given.aborted ? 'aborted' : 'network';
    throw new ApiError({ kind, operation, cause });
  }
  if (!response.ok) {
    throw new ApiError({ kind: kindOfStatus(response.status), operation, status: response.status });
  }
  return response.json().catch((cause) => {
    throw new ApiError({ kind: 'server', operation, status: response.status, cause });
  });
}
