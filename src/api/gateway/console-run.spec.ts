import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../testing/lossy-server.ts';
import { type ConsoleOperation, normaliseOperation } from './console.ts';
import { type ConsoleRun, runOperation } from './console-run.ts';

const operation = (more: object): ConsoleOperation => {
  const row = { name: 'do', method: 'POST', path: '/v1/things/:id', effect: 'write', ...more };
  const known = normaliseOperation(row);
  if (!known) throw new Error('not an operation');
  return known;
};
const read = operation({ name: 'look', method: 'GET', effect: 'read' });
const write = operation({});

const key = '11111111-1111-4111-8111-111111111111';
const runOf = (of: ConsoleOperation, more: Partial<ConsoleRun> = {}): ConsoleRun => ({
  system: 'claap',
  operation: of,
  params: { id: 'a b' },
  query: {},
  body: undefined,
  file: undefined,
  reason: undefined,
  key,
  since: Date.now(),
  ...more,
});

/** What the system answers, and what the ledger has of it. */
let answer: () => unknown;
let state: string | undefined;
let asked: { readonly target: string; readonly headers: Headers; readonly body: unknown }[];
let server: LossyServer;

beforeEach(() => {
  useQuickTime();
  asked = [];
  [answer, state] = [() => ({ id: 7 }), undefined];
  server = new LossyServer((_method, path) => {
    if (path.startsWith('/admin/ledger/')) return { entry: {}, sent: null, answer: { kept: true } };
    if (path.startsWith('/admin/ledger')) {
      const other = { id: 1, key: 'another', state: 'done' };
      return {
        entries: [other, ...(state ? [{ id: 2, system: 'claap', key, state, status: 201 }] : [])],
        more: false,
      };
    }
    return answer();
  });
  const through = globalThis.fetch;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push({ target: `${init.method} ${url}`, headers: new Headers(init.headers), body: init.body });
    return through(url, init);
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const run = (given: ConsoleRun, earlier?: ConsoleRun) =>
  passTime(runOperation(given, { hasty: true, earlier }));
const answered = (result: Awaited<ReturnType<typeof run>>) =>
  result.kind === 'done' ? result.value : undefined;

describe('what reads', () => {
  it('is asked for as it is filled in, without a key', async () => {
    const result = await run(runOf(read, { query: { limit: '3', of: ['a', 'b'] } }));
    expect(answered(result)).toMatchObject({ status: 200, text: '{"id":7}', error: undefined });
    const [{ target, headers } = asked[0]!] = asked;
    expect(target).toBe('GET /connected/claap/v1/things/a%20b?limit=3&of=a&of=b');
    expect([headers.has('idempotency-key'), headers.has('x-reason')]).toEqual([false, false]);
  });

  it('shows an error as it came', async () => {
    answer = () => Response.json({ message: 'No such thing.' }, { status: 404 });
    const value = answered(await run(runOf(read)));
    expect(value).toMatchObject({
      status: 404,
      text: '{"message":"No such thing."}',
      error: { status: 404 },
    });
  });

  it('bears a reason in letters that a header can carry', async () => {
    await run(runOf(read, { reason: 'Klacht van de cliënt' }));
    expect(asked[0]?.headers.get('x-reason')).toBe('Klacht%20van%20de%20cli%C3%ABnt');
  });

  it('fails where nothing is answered', async () => {
    server.reachable = false;
    await expect(run(runOf(read))).rejects.toMatchObject({ kind: 'network', mayBeDone: false });
  });
});

describe('what has an effect', () => {
  it('is sent once, under its key', async () => {
    const result = await run(runOf(write, { body: { a: 1 } }));
    expect(result).toMatchObject({ kind: 'done', found: false, value: { status: 200, text: '{"id":7}' } });
    expect(asked.map(({ target }) => target)).toEqual(['POST /connected/claap/v1/things/a%20b']);
    expect([asked[0]?.headers.get('idempotency-key'), asked[0]?.body]).toEqual([key, '{"a":1}']);
  });

  it('sends a file as it is', async () => {
    const file = new Blob(['sound'], { type: 'audio/webm' });
    await run(runOf(operation({ method: 'PUT', bodyKind: 'bytes' }), { file }));
    expect(asked[0]?.body).toBe(file);
  });

  it.each([
    ['', 'application/octet-stream', ''],
    ['sound', 'audio/webm', undefined],
  ])('is answered by %j of type %s', async (body, type, text) => {
    answer = () => new Response(body, { headers: { 'content-type': type } });
    expect(answered(await run(runOf(write)))).toMatchObject({ status: 200, text });
  });

  it('shows why it was refused, and asks nobody what became of it', async () => {
    answer = () => Response.json({ message: 'Too many.' }, { status: 422 });
    const result = await run(runOf(write));
    expect(answered(result)).toMatchObject({ status: 422, error: { status: 422 } });
    expect(asked).toHaveLength(1);
  });

  it('whose answer is lost is what the ledger has of it', async () => {
    state = 'done';
    server.losses = ['after'];
    const result = await run(runOf(write));
    expect(result).toMatchObject({ kind: 'done', found: true, value: { status: 201 } });
    expect(JSON.parse(answered(result)?.text ?? '')).toEqual({ kept: true });
    expect(server.sent).toHaveLength(1);
  });

  it.each([
    [undefined, { kind: 'refused', looked: true }],
    ['refused', { kind: 'refused', looked: true }],
    ['not-sent', { kind: 'refused', looked: true }],
    ['unknown', { kind: 'unknown', untold: true }],
    ['under-way', { kind: 'unknown', sent: true }],
  ])('whose answer is lost, and of which the ledger says %s', async (told, expected) => {
    state = told;
    server.losses = ['after'];
    expect(await run(runOf(write))).toMatchObject(expected);
    expect(server.sent).toHaveLength(1);
  });

  it('is not sent before it is known what became of the try before', async () => {
    state = 'done';
    const earlier = runOf(write);
    const again = runOf(write, { key: '22222222-2222-4222-8222-222222222222' });
    expect(await run(again, earlier)).toMatchObject({ kind: 'done', found: true });
    expect(server.sent).toEqual([]);
  });

  it('is sent where the try before was another request', async () => {
    state = 'done';
    const again = runOf(write, { key: '22222222-2222-4222-8222-222222222222', body: { name: 'other' } });
    expect(await run(again, runOf(write))).toMatchObject({ kind: 'done', found: false });
    expect(server.sent).toHaveLength(1);
  });

  it('that the gateway does not know the end of is not known here', async () => {
    state = 'unknown';
    answer = () =>
      Response.json(
        { message: 'It may be done.', refusal: { code: 'outcome-unknown', values: { system: 'Claap' } } },
        { status: 504 },
      );
    expect(await run(runOf(write))).toMatchObject({ kind: 'unknown', untold: true });
    expect(server.sent).toHaveLength(1);
  });
});
