import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../../testing/lossy-server.ts';
import { inMenuOrder, type MenuItem, offerItem } from '../menu.ts';
import { importHistory, receiveMessage, reportDelivery } from './external-channel.ts';
import { withReplies } from './self-service.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 9, minute));
const item = (id: number, parent: number | undefined, position = 0): MenuItem => ({
  id,
  parent,
  position,
  channel: 1,
  command: String(id),
  name: `Item ${id}`,
  text: '',
  url: undefined,
});

describe('what a client wrote after an offer', () => {
  const offer = (id: number, minute: number) => ({ item: id, text: '', at: at(minute) });

  it('is the first message before the next offer', () => {
    const written = [
      { text: 'early', at: at(0) },
      { text: 'second', at: at(12) },
      { text: 'first', at: at(11) },
      { text: 'later', at: at(31) },
    ];
    expect(withReplies([offer(2, 20), offer(1, 10), offer(3, 30)], written)).toEqual([
      { ...offer(3, 30), reply: { text: 'later', at: at(31) } },
      { ...offer(2, 20), reply: undefined },
      { ...offer(1, 10), reply: { text: 'first', at: at(11) } },
    ]);
  });
});

describe('a menu', () => {
  it('has the choices below each item, by position', () => {
    const items = [item(3, 1, 2), item(2, 1, 1), item(1, undefined), item(4, 2)];
    expect(inMenuOrder(items).map(({ item: { id }, depth }) => [id, depth])).toEqual([
      [1, 0],
      [2, 1],
      [4, 2],
      [3, 1],
    ]);
  });

  it('ends where items refer to each other, or to one that is not there', () => {
    const items = [item(1, 1), item(2, 99), item(3, 4), item(4, 3)];
    expect(inMenuOrder(items).map(({ item: { id } }) => id)).toEqual([1, 2]);
  });
});

describe('what is sent and its response lost', () => {
  const wish = { key: '11111111-1111-4111-8111-111111111111', since: at(10).getTime() };
  let bodies: unknown[];
  let happens: boolean;
  let server: LossyServer;
  /** What Chat2Desk has: menu items sent, messages, and the state of one. */
  let world: { questions: object[]; messages: object[]; state: string | null };

  beforeEach(() => {
    useQuickTime();
    bodies = [];
    happens = true;
    world = {
      questions: [{ id: 7, text: 'earlier', created: '2026-01-01T08:00:00 UTC' }],
      messages: [],
      state: null,
    };
    server = new LossyServer((method, path, body) => {
      if (path.startsWith('/admin/ledger')) {
        return { entries: [{ id: 1, system: 'chat2desk', key: wish.key, state: 'unknown' }], more: false };
      }
      if (method !== 'GET') {
        bodies.push(body);
        const extra_data = { external_id: wish.key };
        if (happens && path.includes('send_menu_item')) {
          world.questions.push({ id: 7, text: 'now', created: '2026-01-01T09:10:01 UTC' });
        } else if (happens && path.includes('/status/')) world.state = 'delivered';
        else if (happens) world.messages.push({ id: 1, extra_data });
        return { status: 'success' };
      }
      if (path.includes('/questions')) return { data: world.questions };
      if (/messages\/\d/.test(path)) return { data: { id: 1, recipient_status: world.state } };
      return { data: world.messages };
    });
    server.losses = ['after'];
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  const watch = { earlier: undefined, hasty: true };
  const queryClient = new QueryClient();
  const messages = [
    { type: 'from_client' as const, at: at(1), text: 'Hello' },
    { type: 'to_client' as const, at: at(2), text: 'Good morning' },
  ];
  const sent = {
    'an offer': () => offerItem(queryClient, { ...wish, client: 3, item: 7 }, watch),
    'a message that arrived elsewhere': () =>
      receiveMessage(
        queryClient,
        { ...wish, channel: 9, from: { phone: '3212345' }, name: '', text: 'Hello' },
        watch,
      ),
    'an import': () =>
      importHistory(queryClient, { ...wish, client: 3, channel: 9, transport: 'external', messages }, watch),
    'a state': () => reportDelivery(queryClient, { ...wish, message: 1, state: 'delivered' }, watch),
  };

  it.each(Object.entries(sent))('%s is found at Chat2Desk, and sent once', async (_, run) => {
    expect(await passTime(run())).toMatchObject({ kind: 'done', found: true });
    expect(bodies).toHaveLength(1);
  });

  it.each(Object.entries(sent))('%s that did not arrive is not there', async (_, run) => {
    happens = false;
    expect(await passTime(run())).toMatchObject({ kind: 'refused', looked: true });
    expect(bodies).toHaveLength(1);
  });

  it('a message that arrived elsewhere, and each imported one, has the key as its own id', async () => {
    server.losses = [];
    await passTime(sent['a message that arrived elsewhere']());
    await passTime(sent['an import']());
    expect(bodies).toEqual([
      {
        channel_id: 9,
        body: 'Hello',
        extra_data: { external_id: wish.key },
        from_client: { phone: '3212345' },
      },
      {
        client_id: 3,
        channel_id: 9,
        transport: 'external',
        messages: messages.map(({ type, at: time, text }) => ({
          timestamp: time.getTime() / 1000,
          type,
          text,
          external_id: wish.key,
        })),
      },
    ]);
  });
});
