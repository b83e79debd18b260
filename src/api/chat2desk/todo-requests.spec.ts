import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../testing/lossy-server.ts';
import { type OutgoingReminder, remind } from './todo-requests.ts';

const key = '11111111-1111-4111-8111-111111111111';
const about = { meetings: [{ id: '22222222-2222-4222-8222-222222222222', todos: ['t1'] }], seen: 3 };
const reminder: OutgoingReminder = {
  ...{ key, since: 0, about, client: 5, dialog: 7, channel: 2, transport: 'whatsapp' },
  ...{ text: 'Please sign', operator: undefined },
};

let sent: unknown[];
/** What the ledger has of it, and what it has after the gateway has looked. */
let ledger: string | undefined;
let afterLooking: string;
let looks: number;
let server: LossyServer;
beforeEach(() => {
  useQuickTime();
  [sent, ledger, afterLooking, looks] = [[], undefined, 'unknown', 0];
  const entry = { id: 9, key, system: 'chat2desk', operation: 'sendMessage' };
  server = new LossyServer((method, path, body) => {
    if (path === '/admin/ledger/9/look') {
      looks += 1;
      return { entry: { ...entry, state: afterLooking } };
    }
    if (path.startsWith('/admin/ledger'))
      return {
        entries: ledger ? [{ ...entry, state: ledger, canLook: ledger === 'unknown' }] : [],
        more: false,
      };
    if (method === 'POST') sent.push(body);
    return { data: { message_id: 1 }, status: 'success' };
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const run = (earlier?: OutgoingReminder) =>
  passTime(remind(new QueryClient(), reminder, { earlier, hasty: true }));

it('is sent once, with its key as its id', async () => {
  expect(await run()).toMatchObject({ kind: 'done', found: false });
  expect(sent).toEqual([
    {
      ...{ client_id: 5, text: 'Please sign', type: 'to_client', external_id: key },
      ...{ channel_id: 2, transport: 'whatsapp' },
    },
  ]);
  expect(looks).toBe(0);
});

it.each([
  ['done', { kind: 'done', found: true }],
  ['not-sent', { kind: 'refused', looked: true }],
  ['unknown', { kind: 'unknown', sent: true }],
] as const)('whose response is lost is looked for at the system: %s', async (state, expected) => {
  [ledger, afterLooking] = ['unknown', state];
  server.losses = ['after'];
  expect(await run()).toMatchObject(expected);
  expect(sent).toHaveLength(1);
  expect(looks).toBeGreaterThan(0);
});

it('of an earlier try is looked for before anything is sent', async () => {
  [ledger, afterLooking] = ['unknown', 'done'];
  expect(await run(reminder)).toMatchObject({ kind: 'done', found: true });
  expect([sent, looks]).toEqual([[], 1]);
});
