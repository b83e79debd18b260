import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '#src/api/testing/lossy-server.ts';
import { assign } from './assign.ts';

interface Wire {
  readonly id: string;
  readonly dossier_id: string | null;
  readonly team_ids: readonly string[];
}

const id = '6f1c9a52-0d6f-4a55-8ad1-0f3f7c0a9d01';
let stored: Wire;
let server: LossyServer;

beforeEach(() => {
  useQuickTime();
  stored = { id, dossier_id: null, team_ids: ['t1'] };
  server = new LossyServer((method, _path, body) => {
    if (method === 'POST') stored = { ...stored, ...(body as object) };
    return { ...stored, name: 'Kept', userUuid: 'owner' };
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const wanted = { dossierId: 'd1', teams: { how: 'add', ids: ['t2'] } } as const;
const run = () => passTime(assign(new QueryClient(), id, wanted, { hasty: true }));

it('sees what was assigned although the response was lost, and writes nothing to what is already right', async () => {
  server.losses = ['after'];
  expect(await run()).toMatchObject({ kind: 'done', found: true, value: { teamIds: ['t1', 't2'] } });
  expect(await run()).toMatchObject({ kind: 'done', found: false });
  expect(server.sent).toEqual(['POST /api/meetings']);
  expect(stored).toMatchObject({ dossier_id: 'd1', team_ids: ['t1', 't2'] });
});

it('says that nothing was assigned when the request was lost', async () => {
  server.losses = ['before'];
  expect(await run()).toMatchObject({ kind: 'refused', looked: true });
  expect(stored.dossier_id).toBeNull();
});
