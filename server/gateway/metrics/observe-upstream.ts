import { isTimeout, type ObserveUpstream, wasNotSent } from '../../upstreams/client.ts';
import type { RateHeaders } from '../../upstreams/upstream.ts';
import type { Meter, UpstreamOutcome } from './meter.ts';

/** Counts what becomes of requests to systems, and what they say is left of their limits. */
export const observeUpstream =
  (meter: Meter, own?: { readonly system: string; readonly rateHeaders: RateHeaders }): ObserveUpstream =>
  ({ system = own?.system ?? 'other', seconds, answer, error }) => {
    meter.upstream(system, answer ? classOf(answer.statusCode) : failureOf(error), seconds);
    if (!answer || !own) return;
    const [limit, remaining] = [own.rateHeaders.limit, own.rateHeaders.remaining].map((name) =>
      Number(answer.headers[name] ?? Number.NaN),
    );
    const share = (remaining ?? Number.NaN) / (limit ?? Number.NaN);
    if (share >= 0 && share <= 1) meter.quotaLeft(system, share);
  };

function classOf(status: number): UpstreamOutcome {
  if (status < 300) return '2xx';
  if (status < 400) return '3xx';
  return status < 500 ? '4xx' : '5xx';
}

function failureOf(error: unknown): UpstreamOutcome {
  if (isTimeout(error)) return 'timeout';
  if (wasNotSent(error)) return 'unreachable';
  return error instanceof Error && error.name === 'AbortError' ? 'aborted' : 'lost';
}
