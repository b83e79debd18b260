import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../testing/lossy-server.ts';
import { type SentAgain, sendAgain } from './send-again.ts';

const key = '11111111-1111-4111-8111-111111111111';
const body = { client_id: 3, text: 'Hello', type: 'to_client', external_id: 'of the first try' };
const again: SentAgain = { key, since: 0, entry: { id: 7, operation: 'sendMessage' }, body, path: undefined };

let sent: unknown[];
/** What the ledger says that became of the second try; undefined where it knows of none. */
let second: string | undefined;
let server: LossyServer;
beforeEach(() => {
  useQuickTime();
  [sent, second] = [[], undefined];
  server = new LossyServer((method, path, given) => {
    const entry = { system: 'chat2desk', operation: 'sendMessage' };
    if (path === '/admin/ledger/7') {
      return { entry: { ...entry, id: 7, state: 'not-sent', retriedBy: second ? 8 : null } };
    }
    if (path === '/admin/ledger/8') return { entry: { ...entry, id: 8, state: second } };
    if (method === 'POST') sent.push(given);
    return { data: { message_id: 1 }, status: 'success' };
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const run = (onlyLook = false) => passTime(sendAgain(new QueryClient(), again, { onlyLook, hasty: true }));

it('sends the same once, with the new key as its id at the system', async () => {
  expect(await run()).toMatchObject({ kind: 'done', found: false });
  expect(sent).toEqual([{ ...body, external_id: key }]);
});

it.each([
  ['done', 'done'],
  ['unknown', 'unknown'],
  ['under-way', 'unknown'],
  ['not-sent', 'refused'],
] as const)('whose response is lost is %s where the ledger says so', async (state, kind) => {
  server.losses = ['after'];
  second = state;
  expect(await run()).toMatchObject({ kind });
  expect(sent).toHaveLength(1);
});

it('was not sent where nobody has sent its entry again', async () => {
  server.losses = ['before'];
  expect(await run()).toMatchObject({ kind: 'refused', looked: true });
  expect([await run(true), sent]).toMatchObject([{ kind: 'refused', looked: true }, []]);
});
