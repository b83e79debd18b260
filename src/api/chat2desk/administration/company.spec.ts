import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../../testing/lossy-server.ts';
import { deleteUnsent, readQr, saveNotes, switchMode } from './change-company.ts';
import { normaliseApiInfo, normaliseChannel, normaliseCompany } from './company.ts';
import { normaliseWebhook, removeWebhook, switchWebhook } from './webhooks.ts';

describe('what Chat2Desk says of a company', () => {
  it('is read with the zone of its clock and its working hours', () => {
    expect(
      normaliseCompany({
        name: 'Peeters',
        timezone: 'Волгоград, Москва, С-Петербург (UTC+3:00)',
        workingHours: [
          { begin: '09 : 00', end: '12 : 30' },
          { begin: null, end: '18 : 00' },
        ],
        online: false,
      }),
    ).toEqual({
      name: 'Peeters',
      zone: 'Волгоград, Москва, С-Петербург (UTC+3:00)',
      offset: 180,
      workingHours: [{ begin: '09:00', end: '12:30' }],
      online: false,
    });
  });

  it.each([
    ['New Delhi (UTC+5:30)', 330],
    ['New York (UTC-5:00)', -300],
    ['London (GMT)', 0],
    ['Somewhere', undefined],
    [null, undefined],
  ])('%s is %s minutes ahead', (timezone, offset) => {
    expect(normaliseCompany({ timezone }).offset).toBe(offset);
  });

  it('costs only what is odd', () => {
    expect(normaliseApiInfo({ custom_info: null, api_calls: { used_this_month: '7' } })).toEqual({
      mode: undefined,
      language: undefined,
      admin: undefined,
      writeFirst: undefined,
      notes: { 1: '', 2: '', 3: '' },
      calls: { used: 7, freeLeft: undefined, paidLeft: undefined },
    });
    expect(normaliseChannel({ id: 3, transports: ['whatsapp', null] })).toEqual({
      id: 3,
      name: '3',
      phone: undefined,
      transports: ['whatsapp'],
      newClients: undefined,
    });
    expect(normaliseChannel({ name: 'no id' })).toBeUndefined();
  });

  it('names the webhook of this dashboard, whose secret the gateway hides', () => {
    const url = `https://dashboard.example/hooks/chat2desk/${'*'.repeat(43)}`;
    expect(
      normaliseWebhook({ id: 1, url, status: 'disable', errors: ['500', { text: 'slow' }] }),
    ).toMatchObject({
      ours: true,
      on: false,
      errors: ['500', 'slow'],
    });
    expect(normaliseWebhook({ id: 2, url: 'https://crm.example/hooks/chat2desk/abc' })).toMatchObject({
      ours: false,
      on: true,
    });
  });
});

describe('a change of the company whose response is lost', () => {
  const wish = { key: '11111111-1111-4111-8111-111111111111', since: 0 };
  let world: { online: boolean; notes: Record<string, string>; hooks: { id: number; status: string }[] };
  /** What the ledger has of the request; the company changes only where it is done. */
  let ledger: 'done' | 'unknown' | 'refused' | 'not-sent';
  let happens: boolean;
  let server: LossyServer;

  const change = (method: string, path: string, body: Record<string, never>) => {
    if (!happens) return;
    if (path.includes('switch_mode')) world.online = body.mode === 'online';
    else if (path.includes('/companies')) Object.assign(world.notes, body.custom_fields);
    else if (method === 'DELETE') world.hooks = [];
    else
      for (const hook of world.hooks)
        hook.status = new URLSearchParams(path.split('?')[1]).get('status') ?? '';
  };

  beforeEach(() => {
    useQuickTime();
    world = { online: true, notes: { 1: 'A' }, hooks: [{ id: 5, status: 'enable' }] };
    [ledger, happens] = ['unknown', true];
    server = new LossyServer((method, path, body) => {
      if (path.startsWith('/admin/ledger')) {
        return { entries: [{ id: 1, system: 'chat2desk', key: wish.key, state: ledger }], more: false };
      }
      if (method !== 'GET') change(method, path, Object(body));
      if (path.includes('api_info')) return { data: { custom_info: world.notes } };
      if (path.includes('/info')) return { data: { online: world.online } };
      if (path.includes('/webhooks')) return { data: world.hooks };
      return { status: 'success' };
    });
    server.losses = ['after'];
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const watch = { earlier: undefined, hasty: true };
  const changes = {
    mode: () => switchMode(new QueryClient(), { ...wish, online: false }, watch),
    notes: () => saveNotes(new QueryClient(), { ...wish, notes: { 2: 'B' } }, watch),
    webhook: () => switchWebhook(new QueryClient(), { ...wish, id: 5, on: false }, watch),
    deletion: () => removeWebhook(new QueryClient(), { ...wish, id: 5 }, watch),
  };

  it.each(Object.entries(changes))('%s: is found at Chat2Desk, and not sent again', async (_, run) => {
    expect(await passTime(run())).toMatchObject({ kind: 'done', found: true });
    expect(server.sent).toHaveLength(1);
  });

  it.each(Object.entries(changes))('%s: is not done where Chat2Desk shows the old state', async (_, run) => {
    happens = false;
    expect(await passTime(run())).toMatchObject({ kind: 'refused', looked: true });
    expect(server.sent).toHaveLength(1);
  });

  it('nothing shows whether unsent messages were deleted, except the ledger', async () => {
    const run = () => passTime(deleteUnsent(new QueryClient(), wish, watch));
    expect(await run()).toMatchObject({ kind: 'unknown', untold: true });
    [server.losses, ledger] = [['after'], 'done'];
    expect(await run()).toMatchObject({ kind: 'done', found: true });
    [server.losses, ledger] = [['after'], 'not-sent'];
    expect(await run()).toMatchObject({ kind: 'refused', looked: true });
  });
});

it.each([
  [{ data: { text: 'https://wa.example/1' }, status: 'success' }, 'https://wa.example/1'],
  [{ data: 'plain', status: 'success' }, 'plain'],
  [{ data: {}, status: 'success' }, undefined],
])('a QR code in %j says %s', async (answer, said) => {
  const server = new LossyServer(() => answer);
  expect(await readQr('https://example.org/code.png')).toBe(said);
  expect(server.sent).toEqual(['POST /connected/chat2desk/v1/qr_decode']);
  vi.unstubAllGlobals();
});
