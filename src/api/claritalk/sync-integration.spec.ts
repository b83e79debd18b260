import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../testing/lossy-server.ts';
import {
  type IntegrationRequest,
  integrationOptions,
  syncIntegration,
  wasSyncedSince,
} from './integrations.ts';

const request: IntegrationRequest = { integration_id: 1, user_uuid: 'u', action: 'sync', data: {} };

let syncedAt: string | null | undefined;
let records: number;
/** Claritalk shows a sync only when it is finished. */
let isSlow: boolean;
let server: LossyServer;
let queries: QueryClient;

function sync(): void {
  if (syncedAt !== undefined) syncedAt = '2026-03-01 12:00:00';
  records += 2;
}

beforeEach(() => {
  useQuickTime();
  [syncedAt, records, isSlow] = ['2026-02-01 12:00:00', 3, false];
  queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  server = new LossyServer((method, path) => {
    if (method === 'POST') {
      if (!isSlow) sync();
      return { data: [{ id: 1, label: 'New' }] };
    }
    if (!path.includes('data')) return { id: 1, name: 'CRM', synced_at: syncedAt };
    return { data: Array.from({ length: records }, (_, at) => ({ id: at, title: `Record ${at}` })) };
  });
});
afterEach(() => {
  queries.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const run = () => passTime(syncIntegration(queries, request));

it('reports what the response names, and how many records there were and are', async () => {
  expect(await run()).toMatchObject({ kind: 'done', relations: [{ label: 'New' }], before: 3, after: 5 });
});

it.each([['2026-02-01 12:00:00'], [null]])(
  'sees by its time (%s before) that it was done',
  async (before) => {
    syncedAt = before;
    server.losses = ['after'];
    expect(await run()).toMatchObject({ kind: 'found', relations: [], before: 3, after: 5 });
    expect(server.sent).toHaveLength(1);
  },
);

it('does not know about one that may be in progress, until its time appears', async () => {
  isSlow = true;
  server.losses = ['after'];
  const outcome = await run();
  expect(outcome).toMatchObject({ kind: 'unknown', syncedBefore: new Date('2026-02-01T12:00:00Z') });
  const stand = () => queries.fetchQuery({ ...integrationOptions(1), staleTime: 0 });
  expect(wasSyncedSince(await stand(), outcome.syncedBefore)).toBe(false);
  sync();
  expect(wasSyncedSince(await stand(), outcome.syncedBefore)).toBe(true);
});

it('throws what Claritalk refuses', async () => {
  new LossyServer((method) =>
    method === 'POST' ? Response.json({ message: 'No.' }, { status: 422 }) : { id: 1, data: [] },
  );
  await expect(run()).rejects.toMatchObject({ status: 422, mayBeDone: false });
});
