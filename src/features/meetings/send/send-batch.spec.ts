import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '#src/api/testing/lossy-server.ts';
import { sendBatch } from './send-batch.ts';
import type { Batch } from './send-draft.ts';
import type { Sending } from './sending.ts';

/** Keys of messages that arrived, by client; and what the ledger says of others. */
let arrived: [client: number, key: string][];
let states: Map<string, string>;
let server: LossyServer;
/** What was reported, in order. */
let told: string[];

beforeEach(() => {
  useQuickTime();
  [arrived, states, told] = [[], new Map(), []];
  server = new LossyServer((method, _path, body) => {
    if (method === 'GET') {
      const entries = [...arrived.map(([, key]) => [key, 'done'] as const), ...states];
      return {
        sent: entries.map(([key, state], id) => ({ id, key, state, client: { id: 1 } })),
        sharing: true,
      };
    }
    const { client_id, external_id } = Object(body);
    if (states.get('refuse') === String(client_id)) return Response.json({}, { status: 400 });
    arrived.push([client_id, external_id]);
    return { data: { message_id: 9 }, status: 'success' };
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const to = (client: number, key = `key-${client}`): Sending => ({
  way: 'messenger',
  recipient: String(client),
  key,
  since: 0,
  meeting: '22222222-2222-4222-8222-222222222222',
  client,
  channel: undefined,
  transport: undefined,
  text: 'Decided',
  operator: undefined,
  pdf: undefined,
});
const run = (sendings: Sending[], earlier?: Batch, onlyLook = false) =>
  passTime(
    sendBatch(new QueryClient(), { sendings }, { earlier, onlyLook, hasty: true }, (recipient, { state }) => {
      told.push(`${recipient} ${state}`);
    }),
  );

describe('messages to several clients', () => {
  it('are sent one after another, each once', async () => {
    expect(await run([to(1), to(2)])).toMatchObject({ kind: 'done' });
    expect(arrived).toEqual([
      [1, 'key-1'],
      [2, 'key-2'],
    ]);
    expect(told).toEqual(['1 sending', '1 done', '2 sending', '2 done']);
  });

  it('end each for itself: one that is refused keeps back no other', async () => {
    states.set('refuse', '1');
    expect(await run([to(1), to(2)])).toMatchObject({ kind: 'refused' });
    expect(arrived).toEqual([[2, 'key-2']]);
    expect(told).toEqual(['1 sending', '1 refused', '2 sending', '2 done']);
    states.clear();
    expect(await run([to(1, 'again')])).toMatchObject({ kind: 'done' });
    expect(arrived).toEqual([
      [2, 'key-2'],
      [1, 'again'],
    ]);
  });

  it('reach nobody twice: who got the earlier one, or may have got it, gets no other', async () => {
    states.set('lost', 'unknown');
    arrived.push([1, 'before']);
    const earlier = { sendings: [to(1, 'before'), to(2, 'lost'), to(3, 'failed')] };
    expect(await run([to(1, 'a'), to(2, 'b'), to(3, 'c'), to(4, 'd')], earlier)).toMatchObject({
      kind: 'unknown',
    });
    expect(arrived).toEqual([
      [1, 'before'],
      [3, 'c'],
      [4, 'd'],
    ]);
  });

  it('are only looked for where nothing is to be sent', async () => {
    arrived.push([1, 'key-1']);
    expect(await run([to(1), to(2)], undefined, true)).toMatchObject({ kind: 'refused' });
    expect(told).toEqual(['1 sending', '1 done', '2 sending', '2 refused']);
    expect(server.sent).toEqual([]);
  });
});
