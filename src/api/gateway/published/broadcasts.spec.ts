import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../../testing/lossy-server.ts';
import { type BroadcastToStart, startIt } from './broadcasts.ts';

const [key, other] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
const content = { way: 'text' as const, text: 'Closed', data: {}, individuals: [key] };
const begin: BroadcastToStart = { key, since: 0, content, count: 1 };

let begun: Set<string>;
let server: LossyServer;

beforeEach(() => {
  useQuickTime();
  begun = new Set();
  server = new LossyServer((method, path) => {
    const id = path.split('/').at(-1) ?? '';
    if (method === 'PUT') begun.add(id);
    if (!begun.has(id)) return Response.json({}, { status: 404 });
    return { broadcast: { id, state: 'waiting', way: 'text', counts: { waiting: 1 } }, recipients: [] };
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const run = (given: BroadcastToStart, earlier?: BroadcastToStart, onlyLook = false) =>
  passTime(startIt(new QueryClient(), given, { earlier, onlyLook, hasty: true }));

it('is begun, and what the response says is known', async () => {
  expect(await run(begin)).toMatchObject({
    kind: 'done',
    found: false,
    value: { id: key, state: 'waiting', counts: { waiting: 1 } },
  });
});

it('is found when the response was lost, and not begun twice', async () => {
  server.losses = ['after'];
  expect(await run(begin)).toMatchObject({ kind: 'done', found: true, value: { id: key } });
  expect(server.sent).toEqual([`PUT /admin/broadcasts/${key}`]);
});

it('was not begun when nothing arrived', async () => {
  server.losses = ['before'];
  expect(await run(begin)).toMatchObject({ kind: 'refused', looked: true });
  expect(begun.size).toBe(0);
});

it('an earlier one that may have begun is looked for before another one is begun', async () => {
  server.losses = ['after'];
  await run(begin);
  expect(await run({ ...begin, key: other }, begin)).toMatchObject({
    kind: 'done',
    found: true,
    value: { id: key },
  });
  expect([...begun]).toEqual([key]);
  begun.clear();
  expect(await run({ ...begin, key: other }, begin)).toMatchObject({ kind: 'done', value: { id: other } });
});
