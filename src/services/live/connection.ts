import { createParser } from 'eventsource-parser';
import * as v from 'valibot';
import { eventsPath, type LiveMessage, lastEventIdHeader, liveMessage } from '#contract/gateway/push.ts';
import { retryAfterMs } from '#src/api/client/errors.ts';
import { backoffMs } from '#src/lib/retry.ts';
import { online, sleep } from '#src/lib/sleep.ts';

export interface ConnectionOptions {
  /** Where another tab's stream has got to; undefined for the first one of a browser. */
  readonly lastEventId?: string | undefined;
  /** How long ago this page began to read, in ms; asked for when a stream begins without an id. */
  readonly readSinceMs: () => number;
  readonly onMessage: (message: LiveMessage, lastEventId: string | undefined) => void;
  /** Whether the stream is open. */
  readonly onState: (state: 'live' | 'waiting') => void;
  /** The page's access token, renewed when it is about to expire or is the refused one. */
  readonly accessToken: (refused?: string) => Promise<string | undefined>;
  /** The gateway knows no session of this page's person; resolves when trying again makes sense. */
  readonly onSignedOut: (signal: AbortSignal) => Promise<void>;
  /** For tests. */
  readonly send?: typeof fetch;
  readonly random?: () => number;
}

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;
/** A stream that was open this long was a good one: the next pause is short again. */
const steadyMs = 10_000;
/** The gateway gives a sign of life every 20 seconds. */
const silentMs = 50_000;
const longestWithinSeconds = 120;

/** How a stream ended. */
interface Ending {
  readonly status: number;
  readonly stoodMs: number;
  readonly retryAfterMs: number | undefined;
}

/**
 * Keeps a stream of events open until the signal aborts: when it breaks off it is opened again after a random pause,
 * longer with each failure, and continues after the last event.
 */
export async function keepConnected(signal: AbortSignal, options: ConnectionOptions): Promise<void> {
  const { random = Math.random } = options;
  let { lastEventId } = options;
  let failures = 1;
  while (!signal.aborted) {
    const ending = await openStream(signal, { ...options, lastEventId }, (id) => {
      lastEventId = id;
    });
    if (signal.aborted) return;
    options.onState('waiting');
    if (ending.status === 401) await options.onSignedOut(signal);
    // A good one that breaks off does not count as a failure of the next.
    failures = ending.stoodMs >= steadyMs ? 1 : failures + 1;
    const waitMs = ending.retryAfterMs ?? backoffMs(failures, firstPauseMs, longestPauseMs, random);
    await sleep(waitMs, signal, online).catch(() => undefined);
  }
}

async function openStream(
  signal: AbortSignal,
  { send = fetch, accessToken, readSinceMs, onMessage, onState, lastEventId }: ConnectionOptions,
  onId: (id: string) => void,
): Promise<Ending> {
  const broken = new AbortController();
  let silence: ReturnType<typeof setTimeout> | undefined;
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(() => broken.abort(), silentMs);
  };
  let stoodSince: number | undefined;
  let id = lastEventId;
  const ended = (status: number, retryAfter: string | null = null): Ending => ({
    status,
    stoodMs: stoodSince === undefined ? 0 : performance.now() - stoodSince,
    retryAfterMs: retryAfterMs(retryAfter),
  });
  const parser = createParser({
    // Set before its event, and by a block that only advances the position.
    onId: (next) => {
      id = next;
      onId(next);
    },
    onEvent: ({ data }) => {
      const message = read(data);
      if (message) onMessage(message, id);
    },
  });
  try {
    heard();
    const within = Math.min(longestWithinSeconds, Math.ceil(readSinceMs() / 1000));
    const ask = (token: string) =>
      send(id === undefined ? `${eventsPath}?within=${within}` : eventsPath, {
        headers: {
          Accept: 'text/event-stream',
          Authorization: `Bearer ${token}`,
          ...(id === undefined ? {} : { [lastEventIdHeader]: id }),
        },
        cache: 'no-store',
        credentials: 'same-origin',
        signal: AbortSignal.any([signal, broken.signal]),
      });
    const token = await accessToken();
    if (token === undefined) return ended(401);
    let response = await ask(token);
    if (response.status === 401) {
      // Another tab may have renewed it.
      const fresh = await accessToken(token);
      if (fresh !== undefined) response = await ask(fresh);
    }
    const isStream = response.headers.get('Content-Type')?.startsWith('text/event-stream') ?? false;
    if (!response.ok || !isStream || !response.body) {
      await response.body?.cancel();
      return ended(response.status, response.headers.get('Retry-After'));
    }
    stoodSince = performance.now();
    onState('live');
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return ended(200);
      heard();
      parser.feed(value);
    }
  } catch {
    return ended(0);
  } finally {
    clearTimeout(silence);
  }
}

/** Undefined for what this version does not understand. */
function read(data: string | undefined): LiveMessage | undefined {
  if (data === undefined) return undefined;
  try {
    const message = v.safeParse(liveMessage, JSON.parse(data));
    return message.success ? message.output : undefined;
  } catch {
    return undefined;
  }
}
