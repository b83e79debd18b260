import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { channelId } from '#contract/gateway/conversation-id.ts';
import { setTokenSource } from '../client/client.ts';
import { type ChannelMessages, channelMessagesOptions, readOlderInChannel } from './channels.ts';

const id = channelId('0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d');
/** UUIDs that are in no order. */
const messageId = (at: number) =>
  `${((at * 7_919) % 99_991).toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;

/** As many messages as the channel has. */
let count = 0;
const asked: (string | null)[] = [];
/** The responses to requests for the newest wait for it. */
let newestAfter: Promise<unknown>;
let queryClient: QueryClient;

beforeEach(() => {
  asked.length = 0;
  newestAfter = Promise.resolve();
  queryClient = new QueryClient();
  setTokenSource({ accessToken: async () => 'token', sessionEnded: () => {} });
  vi.stubGlobal('fetch', async (address: string) => {
    const query = new URL(address, 'https://here').searchParams;
    const before = query.get('before');
    asked.push(before);
    const ids = Array.from({ length: count }, (_, at) => messageId(at + 1));
    const end = before === null ? count : ids.indexOf(before);
    const from = Math.max(0, end - Number(query.get('limit')));
    const messages = ids.slice(from, end).map((one) => ({
      ...{ id: one, type: 'from_client', sender: 'Luc', own: false, removed: false, text: one, at: null },
      ...{ key: null, files: [], reactions: [] },
    }));
    if (before === null) await newestAfter;
    return Response.json({ messages, older: from > 0 });
  });
});
afterEach(() => vi.unstubAllGlobals());

const options = () => ({ ...channelMessagesOptions(queryClient, id), staleTime: 0 });
const read = () => queryClient.fetchQuery(options());
const placesOf = ({ messages }: ChannelMessages) => {
  const places = new Map(Array.from({ length: count }, (_, at) => [messageId(at + 1), at + 1]));
  return messages.map((message) => places.get(message.id));
};
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

it('is read by its newest messages, and backwards from there', async () => {
  count = 120;
  const newest = await read();
  expect([placesOf(newest), newest.hasOlder]).toEqual([range(71, 120), true]);
  await readOlderInChannel(queryClient, id);
  await readOlderInChannel(queryClient, id);
  const all = queryClient.getQueryData(options().queryKey);
  expect(all && [placesOf(all), all.hasOlder]).toEqual([range(1, 120), false]);
});

it('keeps what is known, and misses nothing however much was written meantime', async () => {
  count = 60;
  await read();
  await readOlderInChannel(queryClient, id);
  count = 230;
  const later = await read();
  expect([placesOf(later), later.hasOlder]).toEqual([range(1, 230), false]);
});

it('shows one message once', async () => {
  count = 3;
  await read();
  count = 4;
  expect(placesOf(await read())).toEqual([1, 2, 3, 4]);
});

it('keeps older ones that arrive while the newest are read again, each once', async () => {
  count = 120;
  await read();
  const { promise, resolve } = Promise.withResolvers<void>();
  newestAfter = promise;
  count = 121;
  const later = read();
  await expect.poll(() => asked).toHaveLength(2);
  await Promise.all([readOlderInChannel(queryClient, id), readOlderInChannel(queryClient, id)]);
  resolve();
  const all = await later;
  expect([placesOf(all), all.hasOlder]).toEqual([range(21, 121), true]);
});
