import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../testing/lossy-server.ts';
import { type Outgoing, send } from './send-message.ts';

const key = '11111111-1111-4111-8111-111111111111';
const outgoing: Outgoing = {
  key,
  since: 0,
  dialog: 7,
  client: 3,
  channel: 2,
  transport: 'whatsapp',
  text: 'Hello',
  type: 'to_client',
  operator: undefined,
};

/** Messages that the system has, and what the ledger has of this one. */
let sent: { id: number; extra_data: { external_id: unknown } }[];
let ledger: string | undefined;
let keeps: boolean;
let server: LossyServer;
beforeEach(() => {
  useQuickTime();
  [sent, ledger, keeps] = [[], undefined, true];
  server = new LossyServer((method, path, body) => {
    if (path.startsWith('/admin/ledger')) {
      return { entries: ledger ? [{ id: 1, system: 'chat2desk', key, state: ledger }] : [], more: false };
    }
    if (method === 'GET') return { data: sent, status: 'success' };
    const { external_id } = Object(body);
    if (keeps) sent.push({ id: sent.length + 1, extra_data: { external_id } });
    return { data: { message_id: sent.length }, status: 'success' };
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const run = (earlier?: Outgoing, onlyLook = false, said = outgoing) =>
  passTime(send(new QueryClient(), said, { earlier, onlyLook, hasty: true }));

describe('a message', () => {
  it('is sent once, with its key as its own id', async () => {
    expect(await run()).toMatchObject({ kind: 'done', found: false });
    expect(sent.map(({ extra_data }) => extra_data.external_id)).toEqual([key]);
  });

  it('whose response is lost is found at the system', async () => {
    server.losses = ['after'];
    expect(await run()).toMatchObject({ kind: 'done', found: true });
    expect(sent).toHaveLength(1);
  });

  it('may have been sent where the ledger does not know and the system does not show it', async () => {
    server.losses = ['after'];
    [keeps, ledger] = [false, 'unknown'];
    expect(await run()).toMatchObject({ kind: 'unknown', sent: true });
    // Looking sends nothing.
    keeps = true;
    expect(await run(outgoing, true)).toMatchObject({ kind: 'unknown' });
    expect(sent).toEqual([]);
  });

  it('was not sent where the request did not reach the system', async () => {
    server.losses = ['before'];
    ledger = 'not-sent';
    expect(await run()).toMatchObject({ kind: 'refused', looked: true });
    expect(sent).toEqual([]);
  });

  it('is sent, whatever became of another one before it', async () => {
    sent.push({ id: 9, extra_data: { external_id: key } });
    const next = { ...outgoing, key: '22222222-2222-4222-8222-222222222222', text: 'And goodbye' };
    expect(await run(outgoing, false, next)).toMatchObject({ kind: 'done', found: false });
    expect(sent.map(({ extra_data }) => extra_data.external_id)).toEqual([key, next.key]);
  });

  it('of an earlier try is looked for first, and is not sent again when it is there', async () => {
    sent.push({ id: 9, extra_data: { external_id: key } });
    expect(await run(outgoing)).toMatchObject({ kind: 'done', found: true });
    expect(sent).toHaveLength(1);
  });
});
