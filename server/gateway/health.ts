import type { UpstreamClient } from '../upstreams/client.ts';

/** What is known about a system behind the gateway. */
export interface UpstreamHealth {
  readonly origin: string;
  readonly status: 'ok' | 'unreachable';
  /** Milliseconds of the last ping; null when it failed. */
  readonly latencyMs: number | null;
}

const keptMs = 5_000;

/** Creates a function that pings a system, at most once in five seconds however often it is called. */
export function upstreamHealth(upstream: UpstreamClient, pingPath: string): () => Promise<UpstreamHealth> {
  let last: { at: number; health: Promise<UpstreamHealth> } | undefined;
  return () => {
    if (!last || Date.now() - last.at > keptMs)
      last = { at: Date.now(), health: measure(upstream, pingPath) };
    return last.health;
  };
}

async function measure(upstream: UpstreamClient, path: string): Promise<UpstreamHealth> {
  const startedAt = performance.now();
  try {
    const { statusCode, body } = await upstream.request({
      method: 'GET',
      path,
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(upstream.timeouts.health),
    });
    await body.dump();
    if (statusCode >= 500) throw new Error(`status ${statusCode}`);
    return { origin: upstream.url, status: 'ok', latencyMs: Math.round(performance.now() - startedAt) };
  } catch {
    return { origin: upstream.url, status: 'unreachable', latencyMs: null };
  }
}
