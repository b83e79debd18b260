import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../testing/lossy-server.ts';
import { attachToChannel, type PreparedFile, readPreparedFile } from './channel-files.ts';
import { type ChannelOutgoing, sendToChannel } from './channel-writes.ts';

const key = '11111111-1111-4111-8111-111111111111';
const id = 'courier/22222222-2222-4222-8222-222222222222' as const;
const pdf = new Blob(['%PDF-1.7'], { type: 'application/octet-stream' });

const root = '/connected/courier';
const draft = `POST ${root}/v1/messaging-messages/`;
const announce = `POST ${root}/v1/messaging-attachments/`;
const upload = (file: string) => `POST ${root}/uploads/messaging-attachments/${file}/`;
const finish = (file: string) => `POST ${root}/v1/messaging-attachments/${file}/process-upload/`;

/** What was written, and what the ledger says of the message. */
let bodies: unknown[];
let state: string | undefined;
let made: number;
let server: LossyServer;

beforeEach(() => {
  useQuickTime();
  [bodies, state, made] = [[], undefined, 0];
  server = new LossyServer((method, path, body) => {
    if (method === 'GET') {
      return { entries: state === undefined ? [] : [{ id: 1, key, state, system: 'courier' }] };
    }
    if (path.startsWith(`${root}/uploads`)) return new Response(null, { status: 204 });
    bodies.push(body);
    if (method === 'PATCH') state = 'done';
    made += 1;
    return Response.json({ data: { id: `made${made}`, type: 'x', attributes: {} } }, { status: 201 });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const attach = (content = pdf, name = 'Deed.pdf') =>
  passTime(attachToChannel(new QueryClient(), { key, since: 0, id, name, content }, { hasty: true }));

describe('a file for a channel', () => {
  it('goes into a draft in three steps, named by what it is', async () => {
    const file = { id: 'made2', message: 'made1', name: 'Deed.exe.pdf', type: 'application/pdf', size: 8 };
    expect(await attach(pdf, 'Deed.exe')).toEqual({ kind: 'done', found: false, value: file });
    expect(server.sent).toEqual([draft, announce, upload('made2'), finish('made2')]);
    expect(bodies.slice(0, 2)).toMatchObject([
      { data: { attributes: { 'channel-id': id.split('/')[1], message: 'Deed.exe.pdf', draft: true } } },
      { data: { attributes: { 'message-id': 'made1', 'content-type': 'application/pdf' } } },
    ]);
  });

  it.each([0, 1, 2, 3])('begins again, once, where the response to step %i is lost', async (step) => {
    server.losses = [...Array<'none'>(step).fill('none'), 'after'];
    expect(await attach()).toMatchObject({ kind: 'done' });
    expect(server.sent.filter((path) => path === draft)).toHaveLength(2);
  });

  it('is not there, which is certain, where it fails twice', async () => {
    server.losses = ['after', 'after'];
    expect(await attach()).toMatchObject({ kind: 'refused', looked: false });
    expect(server.sent).toEqual([draft, draft]);
  });

  it('of a kind that may not be sent goes nowhere, whatever it is called', async () => {
    expect(await attach(new Blob(['<!doctype html>']), 'Deed.pdf')).toMatchObject({
      kind: 'refused',
      error: { refusal: { code: 'file-not-allowed' }, mayBeDone: false },
    });
    expect(server.sent).toEqual([]);
  });
});

describe('a message with a file', () => {
  const file: PreparedFile = { id: 'f', message: 'm', name: 'Deed.pdf', type: 'application/pdf', size: 8 };
  const posting = `PATCH ${root}/v1/messaging-messages/m/`;
  const send = (more: Partial<ChannelOutgoing> = {}) => {
    const outgoing: ChannelOutgoing = { key, since: 0, id, text: 'Here', type: 'to_client', file, ...more };
    return passTime(sendToChannel(new QueryClient(), outgoing, { earlier: undefined, hasty: true }));
  };

  it('is its draft, posted; without words it says what it brings', async () => {
    expect(await send()).toMatchObject({ kind: 'done', found: false });
    await send({ text: '' });
    expect(server.sent).toEqual([posting, posting]);
    expect(bodies).toMatchObject([
      { data: { id: 'm', attributes: { draft: false, message: 'Here' } } },
      { data: { id: 'm', attributes: { draft: false, message: 'Deed.pdf' } } },
    ]);
  });

  it('is not posted again when its response is lost', async () => {
    server.losses = ['after'];
    expect(await send()).toMatchObject({ kind: 'done', found: true });
    expect(server.sent.filter((path) => path === posting)).toHaveLength(1);
  });
});

it('what was kept of a file is read again; anything else is nothing', () => {
  const file = { id: 'f', message: 'm', name: 'a', type: 'application/pdf', size: 8 };
  expect(readPreparedFile({ ...file, more: 1 })).toEqual(file);
  expect(readPreparedFile({ ...file, message: undefined })).toBeUndefined();
  expect(readPreparedFile(null)).toBeUndefined();
});
