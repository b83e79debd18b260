import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LiveMessage } from '#contract/gateway/push.ts';
import { keepConnected } from './connection.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

interface Asked {
  readonly url: string;
  readonly lastEventId: string | null;
  readonly authorization: string | null;
  /** Sends a piece of the stream. */
  write(text: string): void;
  end(): void;
}

/** A gateway that answers each request as the test says; the last response serves all that follow. */
function world(...answers: (number | 'stream' | 'gone' | { readonly retryAfter: string })[]) {
  const asked: Asked[] = [];
  const messages: LiveMessage[] = [];
  const states: string[] = [];
  const stop = new AbortController();
  const send: typeof fetch = async (url, init) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)];
    const pipe = new TransformStream<Uint8Array, Uint8Array>();
    const writer = pipe.writable.getWriter();
    const ignore = () => undefined;
    asked.push({
      url: String(url),
      lastEventId: new Headers(init?.headers).get('Last-Event-ID'),
      authorization: new Headers(init?.headers).get('Authorization'),
      write: (text) => void writer.write(new TextEncoder().encode(text)).catch(ignore),
      end: () => void writer.close().catch(ignore),
    });
    init?.signal?.addEventListener('abort', () => void writer.abort(new Error('aborted')).catch(ignore));
    if (answer === 'gone') throw new TypeError('network');
    if (answer === 'stream') {
      return new Response(pipe.readable, { headers: { 'Content-Type': 'text/event-stream' } });
    }
    if (typeof answer === 'number') return new Response('{}', { status: answer });
    return new Response('{}', { status: 503, headers: { 'Retry-After': answer?.retryAfter ?? '' } });
  };
  let signedOut = 0;
  /** Tokens of the page, by how often one was refused; undefined once there are no more. */
  const tokens: (string | undefined)[] = ['first', 'second'];
  const kept = keepConnected(stop.signal, {
    send,
    random: () => 1,
    accessToken: async (refused) => {
      if (refused !== undefined && refused === tokens[0]) tokens.shift();
      return tokens[0];
    },
    readSinceMs: () => 2_500,
    onMessage: (message) => messages.push(message),
    onState: (state) => states.push(state),
    onSignedOut: async () => {
      signedOut += 1;
    },
  });
  const end = async () => {
    stop.abort();
    await vi.advanceTimersByTimeAsync(0);
    await kept;
  };
  return { asked, messages, states, end, signedOut: () => signedOut };
}
const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const change = (id: string) => `data: {"type":"change","event":"meeting.processed","id":"${id}"}\n\n`;

test('begins where the page began to read, and continues where the stream broke off', async () => {
  const { asked, messages, states, end } = world('stream');
  await settle();
  expect(asked[0]).toMatchObject({ url: '/events?within=3', lastEventId: null });
  asked[0]?.write(`id: e-7\ndata: {"type":"hello","fed":true}\n\nid: e-8\n${change('a')}`);
  await settle();
  expect(messages).toEqual([
    { type: 'hello', fed: true },
    { type: 'change', event: 'meeting.processed', id: 'a' },
  ]);
  asked[0]?.end();
  await settle(1_999);
  expect(asked).toHaveLength(1);
  await settle(1);
  expect(asked[1]).toMatchObject({ url: '/events', lastEventId: 'e-8' });
  await settle();
  expect(states).toEqual(['live', 'waiting', 'live']);
  await end();
});

test('it ignores what it does not understand', async () => {
  const { asked, messages, end } = world('stream');
  await settle();
  asked[0]?.write(`data: nonsense\n\ndata: {"type":"future"}\n\n${change('b')}`);
  await settle();
  expect(messages).toHaveLength(1);
  await end();
});

test('pauses grow with each failure, to half a minute', async () => {
  const { asked, end } = world('gone');
  await settle();
  const pauses: number[] = [];
  let last = 0;
  for (let ms = 0; ms <= 120_000; ms += 500) {
    const before = asked.length;
    await settle(500);
    if (asked.length > before) {
      pauses.push((ms - last) / 1_000);
      last = ms;
    }
  }
  expect(pauses.slice(1, 6).map(Math.round)).toEqual([4, 8, 16, 30, 30]);
  await end();
});

test('waits as long as it is asked to', async () => {
  const { asked, end } = world({ retryAfter: '60' }, 'stream');
  await settle(59_000);
  expect(asked).toHaveLength(1);
  await settle(1_000);
  expect(asked).toHaveLength(2);
  await end();
});

test('a stream that has gone silent is opened again', async () => {
  const { asked, states, end } = world('stream');
  await settle(30_000);
  asked[0]?.write(':\n\n');
  await settle(49_000);
  expect(asked).toHaveLength(1);
  await settle(3_000);
  expect(asked.length).toBeGreaterThan(1);
  expect(states.slice(0, 2)).toEqual(['live', 'waiting']);
  await end();
});

test('shows the page’s token, and its successor at once where that is refused', async () => {
  const { asked, states, signedOut, end } = world(401, 'stream');
  await settle();
  expect(asked.map(({ authorization }) => authorization)).toEqual(['Bearer first', 'Bearer second']);
  expect(states).toEqual(['live']);
  expect(signedOut()).toBe(0);
  await end();
});

test('without a session it asks what to do before it tries again, and requests nothing without a token', async () => {
  const { asked, signedOut, end } = world(401);
  await settle();
  expect(asked).toHaveLength(2);
  expect(signedOut()).toBe(1);
  await settle(60_000);
  expect(asked.map(({ authorization }) => authorization)).toEqual([
    'Bearer first',
    ...Array(asked.length - 1).fill('Bearer second'),
  ]);
  expect(signedOut()).toBeGreaterThan(1);
  await end();
});
