import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../../testing/lossy-server.ts';
import { removeAnnouncer, saveAnnouncer } from './announcers.ts';
import { isOver, moveChannels, normaliseOperation } from './channel-operations.ts';

const organisation = '22222222-2222-4222-8222-222222222222';
const id = '33333333-3333-4333-8333-333333333333';
const old = '2020-01-01T00:00:00Z';
const wish = { key: '11111111-1111-4111-8111-111111111111', since: Date.parse('2026-01-01T00:00:00Z') };
const watch = { earlier: undefined, hasty: true };
const asIs = { name: 'Welcome', event: 'individual-shared', type: 'message', args: { message: 'Hi' } };

interface Stored {
  readonly id: string;
  attributes: Record<string, unknown>;
}

/** What Courier has; a change happens there, and its response is lost. */
let there: { announcers: Stored[]; operations: Stored[] };
let happens: boolean;
/** Whether the server knows one by its path. */
let named: boolean;
let server: LossyServer;

function happen(method: string, path: string, body: { data?: { attributes: object } }): void {
  const attributes = { ...body.data?.attributes };
  const made = {
    id: crypto.randomUUID(),
    attributes: { ...attributes, 'created-at': '2026-01-01T00:00:05Z' },
  };
  if (method === 'DELETE') there.announcers = there.announcers.filter((one) => !path.includes(one.id));
  else if (method === 'PATCH') {
    for (const one of there.announcers) if (path.includes(one.id)) Object.assign(one.attributes, attributes);
  } else if (path.includes('messaging-operations')) there.operations.push(made);
  else there.announcers.push(made);
}

beforeEach(() => {
  useQuickTime();
  there = { announcers: [{ id, attributes: { ...asIs, 'created-at': old } }], operations: [] };
  [happens, named] = [true, true];
  server = new LossyServer((method, path, body) => {
    if (path.startsWith('/admin/ledger')) {
      return { entries: [{ id: 1, system: 'courier', key: wish.key, state: 'unknown' }], more: false };
    }
    if (method !== 'GET' && happens) happen(method, path, Object(body));
    if (path.includes('messaging-operations')) return { data: there.operations };
    if (!path.includes(id)) return { data: there.announcers };
    const found = named && there.announcers.find((one) => one.id === id);
    return found ? { data: found } : new Response('{}', { status: 404 });
  });
  server.losses = ['after'];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const changes = {
  'a new announcer': () =>
    saveAnnouncer(
      new QueryClient(),
      { ...wish, organisation, id: undefined, fields: { ...asIs, event: 'individual-shared' } },
      watch,
    ),
  'a changed announcer': () =>
    saveAnnouncer(
      new QueryClient(),
      { ...wish, organisation, id, fields: { args: { message: 'Ho' } } },
      watch,
    ),
  'a deleted announcer': () => removeAnnouncer(new QueryClient(), { ...wish, organisation, id }, watch),
  'moved channels': () =>
    moveChannels(new QueryClient(), { ...wish, organisation, args: { from: 'a', to: 'b' } }, watch),
};

describe.each(Object.entries(changes))('%s whose response is lost', (_, run) => {
  it('is found at Courier, and not sent again', async () => {
    expect(await passTime(run())).toMatchObject({ kind: 'done', found: true });
    expect(server.sent.filter((line) => !line.startsWith('GET'))).toHaveLength(1);
  });

  it('is not done where Courier shows the old state, although an older one is the same', async () => {
    happens = false;
    expect(await passTime(run())).toMatchObject({ kind: 'refused', looked: true });
  });
});

it('a change that cannot be read back, because the path is another, is not known', async () => {
  named = false;
  expect(await passTime(changes['a changed announcer']())).toMatchObject({ kind: 'unknown' });
});

it('an operation that Courier is not done with is asked for again', () => {
  const states = ['completed', 'failed', 'created', 'running', undefined];
  const of = (status: string | undefined) => normaliseOperation({ id, of: { status, args: null } });
  expect(states.map((status) => isOver(of(status)))).toEqual([true, true, false, false, false]);
});
