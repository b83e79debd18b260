import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getMeeting, listMeetings } from '#contract/claritalk/meetings.ts';
import { ping } from '#contract/claritalk/services.ts';
import { saveType } from '#contract/claritalk/templates.ts';
import { queryString } from '#contract/match.ts';
import { sharedQuota } from '#src/services/quota/shared-quota.ts';
import { call, callForAnswer, prime, setRefusalTexts, setTokenSource, type Transport } from './client.ts';
import { ApiError, kindOfStatus, retryAfterMs } from './errors.ts';
import { type Priority, withPriority } from './priority.ts';
import { setQuotaWatch } from './quota-gate.ts';

interface Seen {
  readonly priority: string | string[] | undefined;
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  readonly requestId: string;
  readonly body: string;
}

type Reply = { status: number; body?: string; headers?: Record<string, string> } | 'drop' | 'stall';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

let server: Server;
let replies: Reply[];
let seen: Seen[];
let tokens: (string | undefined)[];
let ended: number;
let transport: Transport;

const read = async (request: IncomingMessage) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
};

beforeEach(async () => {
  replies = [];
  seen = [];
  tokens = ['first', 'second'];
  ended = 0;
  server = createServer(async (request, response) => {
    const { method, url, headers } = request;
    const { priority, authorization } = headers;
    const requestId = String(headers['x-request-id']);
    seen.push({ method, url, priority, authorization, requestId, body: await read(request) });
    const reply = replies.shift() ?? { status: 200, body: '{}' };
    if (reply === 'stall') return;
    if (reply === 'drop') return request.socket.destroy();
    const own = { 'Content-Type': 'application/json', 'X-Request-Id': requestId };
    response.writeHead(reply.status, { ...own, ...reply.headers });
    return response.end(reply.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  // The client's addresses are relative to the page; Node's fetch needs whole ones.
  transport = (url, init) => fetch(`http://127.0.0.1:${port}${url}`, init);
  let current = 0;
  setTokenSource({
    accessToken: async (refused) => {
      if (refused !== undefined && refused === tokens[current]) current += 1;
      return tokens[current];
    },
    sessionEnded: () => {
      ended += 1;
    },
  });
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const withPriorityOf = (priority: Priority) => ({
  signal: withPriority(new AbortController().signal, priority),
});

const failure = async (promise: Promise<unknown>): Promise<ApiError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
};

describe('call', () => {
  it('builds path, query, headers and body from the contract', async () => {
    replies = [
      { status: 200, body: '[]' },
      { status: 200, body: '{"id":7,"name":"x"}' },
    ];
    await call(listMeetings, { query: { limit: 10, offset: 20 }, transport });
    expect(await callForAnswer(saveType, { body: { name: 'x' }, transport })).toMatchObject({
      data: { id: 7, name: 'x' },
    });
    expect(seen).toEqual([
      {
        method: 'GET',
        url: '/api/meetings/list?limit=10&offset=20',
        priority: undefined,
        authorization: 'Bearer first',
        requestId: expect.stringMatching(uuid),
        body: '',
      },
      {
        method: 'POST',
        url: '/api/types',
        priority: undefined,
        authorization: 'Bearer first',
        requestId: expect.stringMatching(uuid),
        body: '{"name":"x"}',
      },
    ]);
  });

  it('returns the headers on request', async () => {
    replies = [{ status: 200, body: '[]', headers: { 'X-Total-Meetings-Of-User': '612' } }];
    const { headers } = await callForAnswer(listMeetings, { transport });
    expect(headers.get('X-Total-Meetings-Of-User')).toBe('612');
  });

  it('takes an empty answer', async () => {
    replies = [{ status: 200, body: '' }];
    expect(await call(ping, { transport })).toBeUndefined();
  });

  it('renews a refused token and sends the request again', async () => {
    replies = [{ status: 401 }, { status: 200, body: '{"message":"Pong!"}' }];
    expect(await call(ping, { transport })).toEqual({ message: 'Pong!' });
    expect(seen.map((request) => request.authorization)).toEqual(['Bearer first', 'Bearer second']);
    expect(ended).toBe(0);
  });

  it('ends the session when the new token is refused too, or there is none', async () => {
    replies = [{ status: 401 }, { status: 401 }];
    expect((await failure(call(ping, { transport }))).kind).toBe('signed-out');
    tokens = [undefined];
    expect((await failure(call(ping, { transport }))).kind).toBe('signed-out');
    expect(ended).toBe(2);
  });

  it.each([
    [400, 'invalid'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [409, 'conflict'],
    [413, 'too-large'],
    [422, 'invalid'],
    [500, 'server'],
    [503, 'server'],
    [504, 'timeout'],
  ] as const)('%i is %s, with the server’s message', async (status, kind) => {
    replies = [{ status, body: '{"message":"why"}', headers: { 'Retry-After': '2', 'X-Request-Id': 'r1' } }];
    const error = await failure(call(ping, { transport }));
    expect(error).toMatchObject({
      kind,
      status,
      serverMessage: 'why',
      retryAfterMs: 2000,
      requestId: 'r1',
      operation: 'ping',
    });
  });

  it('says why the gateway refused it, once the texts for that are loaded', async () => {
    const refusal = { code: 'upstream-refused', values: { system: 'Parcel Post', said: 'no' } };
    const body = JSON.stringify({ message: 'Parcel Post says: no', refusal });
    let asked = 0;
    setRefusalTexts(async () => {
      asked += 1;
    });
    replies = [
      { status: 422, body },
      { status: 422, body: '{"message":"why"}' },
    ];
    const refused = { kind: 'invalid', refusal, serverMessage: undefined };
    expect(await failure(call(ping, { transport }))).toMatchObject(refused);
    expect(asked).toBe(1);
    expect(await failure(call(ping, { transport }))).toMatchObject({
      refusal: undefined,
      serverMessage: 'why',
    });
    expect(asked).toBe(1);
    // Texts that do not arrive delay nothing.
    setRefusalTexts(() => Promise.reject(new Error('offline')));
    replies = [{ status: 422, body }];
    expect(await failure(call(ping, { transport }))).toMatchObject(refused);
  });

  it('waits as long as a 429 asks when a person is waiting, and tells the others, who send nothing in the meantime', async () => {
    setQuotaWatch(async () => sharedQuota().quota);
    const limited = { status: 429, body: '{"message":"slow down"}', headers: { 'Retry-After': '1' } };
    replies = [limited, { status: 200, body: '{"message":"Pong!"}' }];
    const startedAt = performance.now();
    expect(await call(ping, { transport })).toEqual({ message: 'Pong!' });
    expect(performance.now() - startedAt).toBeGreaterThan(990);
    expect(seen.map(({ priority }) => priority)).toEqual([undefined, undefined]);

    replies = [limited];
    const { signal } = withPriorityOf('task');
    const refused = { kind: 'rate-limited', status: 429, retryAfterMs: 1000, serverMessage: 'slow down' };
    expect(await failure(call(ping, { transport, signal }))).toMatchObject(refused);
    const idle = withPriorityOf('idle');
    expect(await failure(call(ping, { transport, signal: idle.signal }))).toMatchObject({
      kind: 'rate-limited',
      status: undefined,
    });
    expect(seen.map(({ priority }) => priority)).toEqual([undefined, undefined, 'u=5']);
    expect(await call(ping, { transport })).toEqual({});
  });

  it('survives an error without JSON and a success with broken JSON', async () => {
    replies = [
      { status: 500, body: '<h1>oops' },
      { status: 200, body: '{"a":' },
    ];
    expect(await failure(call(ping, { transport }))).toMatchObject({
      kind: 'server',
      serverMessage: undefined,
    });
    expect(await failure(call(ping, { transport }))).toMatchObject({ kind: 'server', status: 200 });
  });

  it('distinguishes a lost connection, a timeout and a cancellation', async () => {
    replies = ['drop', 'stall', 'stall'];
    expect((await failure(call(ping, { transport }))).kind).toBe('network');
    expect((await failure(call(ping, { transport, timeoutMs: 50 }))).kind).toBe('timeout');
    const controller = new AbortController();
    const cancelled = failure(call(ping, { transport, signal: controller.signal }));
    controller.abort();
    expect((await cancelled).kind).toBe('aborted');
  });

  it('gives each request an id of its own, which an error names, answered or not', async () => {
    replies = ['drop', 'stall', { status: 401 }, { status: 500 }, { status: 200, body: '{"a":' }];
    const errors = [
      await failure(call(ping, { transport })),
      await failure(call(ping, { transport, timeoutMs: 50 })),
      await failure(call(ping, { transport })),
      await failure(call(ping, { transport })),
    ];
    const ids = seen.map(({ requestId }) => requestId);
    expect(new Set(ids).size).toBe(5);
    const [lost, late, , failed, broken] = ids;
    // The gateway answers with it.
    expect(errors.map(({ requestId }) => requestId)).toEqual([lost, late, failed, broken]);
  });

  it('refuses to build a path with a parameter missing', async () => {
    await expect(call(getMeeting, { params: { id: '' }, transport })).rejects.toThrow(/needs id/);
  });
});

describe('prime', () => {
  it('hands its response to the next identical call, once', async () => {
    replies = [
      { status: 200, body: '[1]' },
      { status: 200, body: '[2]' },
    ];
    const query = { limit: 10 };
    prime(listMeetings, { query }, callForAnswer(listMeetings, { query, transport }));
    expect(await call(listMeetings, { query, transport })).toEqual([1]);
    expect(await call(listMeetings, { query, transport })).toEqual([2]);
  });

  it('forgets a failure, so that the call sends its own request', async () => {
    replies = [{ status: 503 }, { status: 200, body: '[2]' }];
    const early = callForAnswer(listMeetings, { transport });
    prime(listMeetings, {}, early);
    await failure(early);
    expect(await call(listMeetings, { transport })).toEqual([2]);
  });
});

it('retryAfterMs reads seconds and dates', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  expect(retryAfterMs('3', now)).toBe(3000);
  expect(retryAfterMs('Thu, 01 Jan 2026 00:00:05 GMT', now)).toBe(5000);
  expect(retryAfterMs('Thu, 01 Jan 2020 00:00:05 GMT', now)).toBe(0);
  for (const odd of [null, '', 'soon']) expect(retryAfterMs(odd, now)).toBeUndefined();
});

it('queryString leaves undefined out and encodes the rest', () => {
  expect(queryString(undefined)).toBe('');
  expect(queryString({ a: undefined })).toBe('');
  expect(queryString({ a: 'x y', b: 0 })).toBe('?a=x+y&b=0');
  expect(queryString({ 'f[a]': ['1', '2'], b: [] })).toBe('?f%5Ba%5D=1&f%5Ba%5D=2');
});

it('every error status has a kind', () => {
  for (let status = 400; status < 600; status += 1) expect(kindOfStatus(status)).toBeTruthy();
});
