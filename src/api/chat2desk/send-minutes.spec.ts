import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../testing/lossy-server.ts';
import { type MinutesToClient, sendMinutes } from './send-minutes.ts';

const key = '11111111-1111-4111-8111-111111111111';
const meeting = '22222222-2222-4222-8222-222222222222';
const link = 'https://claritalk.example/shared/abc';
const minutes: MinutesToClient = {
  key,
  since: 0,
  meeting,
  client: 3,
  channel: 2,
  transport: 'whatsapp',
  text: 'What was decided',
  operator: undefined,
  pdf: { name: 'Minutes.pdf', content: new Blob(['%PDF-']), inText: false, label: 'The minutes:' },
};

/** Messages that arrived, and what the gateway's ledger says of this one. */
let arrived: unknown[];
let state: string | undefined;
let server: LossyServer;
const post = 'POST /connected/chat2desk/v1/messages';
const share = 'POST /admin/conversations/chat2desk/clients/3/files';

beforeEach(() => {
  useQuickTime();
  [arrived, state] = [[], undefined];
  server = new LossyServer((method, path, body) => {
    if (method === 'GET') {
      const sent = state === undefined ? [] : [{ id: 1, key, state, client: { id: 3 } }];
      return { sent, sharing: true };
    }
    if (path.startsWith('/admin')) return Response.json({ id: 1, state: 'available', link }, { status: 201 });
    arrived.push(body);
    state = 'done';
    return { data: { message_id: 9 }, status: 'success' };
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const run = (more: Partial<MinutesToClient> = {}, onlyLook = false) =>
  passTime(sendMinutes(new QueryClient(), { ...minutes, ...more }, { onlyLook, hasty: true }));

describe('minutes for a client', () => {
  it('are shared first and sent once, with the PDF beside the text', async () => {
    expect(await run()).toMatchObject({ kind: 'done', found: false });
    expect(server.sent).toEqual([share, post]);
    expect(arrived).toEqual([
      {
        client_id: 3,
        channel_id: 2,
        transport: 'whatsapp',
        type: 'to_client',
        text: 'What was decided',
        external_id: key,
        attachment: link,
        attachment_filename: 'Minutes.pdf',
      },
    ]);
  });

  it('have the link in the text where the messenger carries no files, and no PDF where none is wanted', async () => {
    await run({ pdf: minutes.pdf && { ...minutes.pdf, inText: true } });
    expect(arrived[0]).toMatchObject({ text: `What was decided\n\nThe minutes:\n${link}` });
    expect(arrived[0]).not.toHaveProperty('attachment');
    await run({ pdf: undefined });
    expect(server.sent).toEqual([share, post, post]);
    expect(arrived[1]).not.toHaveProperty('attachment');
  });

  it('whose link got lost are shared again under the same key, and sent once', async () => {
    server.losses = ['after'];
    expect(await run()).toMatchObject({ kind: 'done' });
    expect(server.sent).toEqual([share, share, post]);
  });

  it('are not sent without their link', async () => {
    server.losses = ['before', 'before'];
    expect(await run()).toMatchObject({ kind: 'refused', looked: false });
    expect(server.sent).toEqual([share, share]);
    expect(arrived).toEqual([]);
  });

  it('whose response got lost are found by the gateway, and not sent again', async () => {
    server.losses = ['none', 'after'];
    expect(await run()).toMatchObject({ kind: 'done', found: true });
    expect(arrived).toHaveLength(1);
  });

  it.each([
    ['unknown', 'unknown'],
    ['under-way', 'unknown'],
    ['not-sent', 'refused'],
    ['refused', 'refused'],
  ])('are only looked for: %s is %s', async (told, kind) => {
    state = told;
    expect(await run({}, true)).toMatchObject({ kind });
    expect(server.sent).toEqual([]);
  });
});
