import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../testing/lossy-server.ts';
import { createClientOnce } from './create-client.ts';

const key = '11111111-1111-4111-8111-111111111111';
const since = Date.parse('2026-11-30T09:00:00Z');
const ways = [{ channel_id: 7, transports: ['whatsapp'] }];

/** Clients with the number, and where they can be reached. */
let clients: Map<number, typeof ways>;
let ledger: string | undefined;
let server: LossyServer;

function answer(method: string, path: string): unknown {
  if (path.startsWith('/admin/ledger')) {
    const entries = ledger === undefined ? [] : [{ id: 1, system: 'chat2desk', key, state: ledger }];
    return { entries, more: false };
  }
  const id = Number(/clients\/(\d+)\/transport/.exec(path)?.[1]);
  if (!Number.isNaN(id)) return { data: clients.get(id) };
  if (method === 'GET') return { data: [...clients.keys()].map((one) => ({ id: one })) };
  if ([...clients.values()].some((one) => one === ways))
    return Response.json({ message: 'Client already exists' }, { status: 400 });
  clients.set(9, ways);
  return { data: { id: 9 } };
}

beforeEach(() => {
  useQuickTime();
  vi.setSystemTime(since);
  [clients, ledger] = [new Map(), undefined];
  server = new LossyServer(answer);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const create = () =>
  passTime(
    createClientOnce(
      new QueryClient(),
      { key, since, name: 'An', transport: 'whatsapp', channel: 7, address: '32470123456' },
      { earlier: undefined, hasty: true },
    ),
  );

it('a client is created once', async () => {
  expect(await create()).toEqual({ kind: 'done', found: false, value: 9 });
  expect(server.sent).toEqual(['POST /connected/chat2desk/v1/clients']);
});

it('whoever is there already, on the same channel, is that client', async () => {
  clients.set(3, [{ channel_id: 8, transports: ['whatsapp'] }]).set(4, ways);
  expect(await create()).toEqual({ kind: 'done', found: false, value: 4 });
  expect([...clients.keys()]).toEqual([3, 4]);
});

it('what is refused for another reason stays refused', async () => {
  const refused = Response.json({ message: 'not valid' }, { status: 400 });
  server = new LossyServer((method, path) => (method === 'POST' ? refused : answer(method, path)));
  expect(await create()).toMatchObject({ kind: 'refused', error: { status: 400 } });
});

it.each(['done', 'unknown'])('a lost response is looked up: the ledger says %s', async (state) => {
  server.losses = ['after'];
  ledger = state;
  expect(await create()).toEqual({ kind: 'done', found: true, value: 9 });
  expect(server.sent).toHaveLength(1);
});

it('what never arrived was not done', async () => {
  server.losses = ['before'];
  expect(await create()).toMatchObject({ kind: 'refused', looked: true });
  expect(clients.size).toBe(0);
});
