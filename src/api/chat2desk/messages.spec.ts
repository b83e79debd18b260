import { QueryClient } from '@tanstack/react-query';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setTokenSource } from '../client/client.ts';
import {
  type Message,
  type Messages,
  merged,
  messagesOptions,
  portion,
  readMessages,
  readOlder,
  readSince,
} from './messages.ts';

const wire = (id: number, more: object = {}) => ({
  id,
  type: 'from_client',
  text: `Message ${id}`,
  created: '2026-11-30T09:52:17 UTC',
  read: 1,
  ...more,
});
const [plain] = readMessages([wire(1)]);
const message = (id: number, text = ''): Message => ({ ...(plain ?? expect.fail()), id, text });

describe('messages', () => {
  it('are read wrapped and bare, the oldest first, and odd ones cost only themselves', () => {
    const bare = readMessages([wire(2), wire(1), { text: 'no id' }, null]);
    expect(bare.map(({ id }) => id)).toEqual([1, 2]);
    expect(readMessages({ data: [wire(2), wire(1)], status: 'success' })).toEqual(bare);
    expect(bare[0]).toMatchObject({
      type: 'from_client',
      at: new Date('2026-11-30T09:52:17Z'),
      unread: false,
    });
  });

  it('have their pictures, sounds, videos and files, by the field that has the same address', () => {
    const link = (name: string) => ({ name, link: `/connected/chat2desk/media/${name}` });
    const [one] = readMessages([
      wire(1, {
        attachments: [link('a.png'), link('b.ogg'), link('c.mp4'), link('d.pdf'), {}],
        photo: link('a.png').link,
        audio: link('b.ogg').link,
        video: link('c.mp4').link,
        pdf: link('d.pdf').link,
      }),
    ]);
    expect(one?.attachments.map(({ kind }) => kind)).toEqual(['picture', 'sound', 'video', 'file']);
  });

  it('appear once and in order, however often and in whichever portions they come', () => {
    const ids = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 40 });
    fc.assert(
      fc.property(ids, ids, (one, other) => {
        const all = merged(
          one.map((id) => message(id)),
          other.map((id) => message(id)),
        );
        const expected = [...new Set([...one, ...other])].toSorted((a, b) => a - b);
        expect(all.map(({ id }) => id)).toEqual(expected);
      }),
    );
  });

  it('are the later ones where two say different things', () => {
    expect(merged([message(1, 'old')], [message(1, 'new')])).toMatchObject([{ text: 'new' }]);
  });
});

describe('a conversation', () => {
  const dialog = 7;
  /** Ids of the messages that the system has. */
  let known: number[] = [];
  const asked: URLSearchParams[] = [];
  let queryClient: QueryClient;
  const read = () => queryClient.fetchQuery({ ...messagesOptions(queryClient, dialog), staleTime: 0 });
  const idsOf = ({ messages }: Messages) => messages.map(({ id }) => id);
  const cached = () => queryClient.getQueryData<Messages>(messagesOptions(queryClient, dialog).queryKey);
  const from = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, at) => first + at);

  let timeOf: (id: number) => string;
  /** The responses to requests for the newest wait for it. */
  let newestAfter: Promise<unknown>;

  beforeEach(() => {
    queryClient = new QueryClient();
    timeOf = () => '2026-11-30T09:52:17 UTC';
    newestAfter = Promise.resolve();
    asked.length = 0;
    setTokenSource({ accessToken: async () => 'token', sessionEnded: () => {} });
    vi.stubGlobal('fetch', async (url: string) => {
      const query = new URLSearchParams(url.split('?')[1]);
      asked.push(query);
      const start = Number(query.get('start_id') ?? 0);
      const backwards = query.get('direction_reverse') === 'true';
      const limit = Number(query.get('limit'));
      const fits = known.filter((id) => start === 0 || (backwards ? id <= start : id >= start));
      const newest = query.get('order') === 'desc';
      const shown = newest ? fits.toReversed().slice(0, limit) : fits.slice(0, limit);
      if (start === 0) await newestAfter;
      return Response.json({ data: shown.map((id) => wire(id, { created: timeOf(id) })), status: 'success' });
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  it('begins with its newest messages, whatever its length', async () => {
    known = from(1, 5_000);
    const found = await read();
    expect([idsOf(found), found.hasOlder]).toEqual([from(5_001 - portion, 5_000), true]);
    expect(asked).toHaveLength(1);
  });

  it('gives older ones on request, and keeps them when newer ones are read', async () => {
    known = from(1, 120);
    await read();
    await readOlder(queryClient, dialog);
    expect(idsOf(cached() ?? expect.fail())).toEqual(from(21, 120));
    await readOlder(queryClient, dialog);
    expect(cached()).toMatchObject({ hasOlder: false });
    known.push(121);
    expect(idsOf(await read())).toEqual(from(1, 121));
  });

  it('keeps older ones that arrive while the newest are read again', async () => {
    known = from(1, 120);
    await read();
    const { promise, resolve } = Promise.withResolvers<void>();
    newestAfter = promise;
    known.push(121);
    const later = read();
    await expect.poll(() => asked).toHaveLength(2);
    await readOlder(queryClient, dialog);
    resolve();
    expect(idsOf(await later)).toEqual(from(21, 121));
    await readOlder(queryClient, dialog);
    expect(cached()).toMatchObject({ hasOlder: false });
    expect(idsOf(cached() ?? expect.fail())).toEqual(from(1, 121));
  });

  it('misses nothing of what was written while the page was away', async () => {
    known = from(1, 60);
    await read();
    known = from(1, 700);
    expect(idsOf(await read())).toEqual(from(11, 700));
  });

  it('reads back as far as a moment, in long portions, and no further', async () => {
    known = from(1, 1_000);
    // One message a minute, the last at minute 1,000.
    timeOf = (id) => new Date(Date.UTC(2026, 0, 1, 0, id)).toISOString();
    const signal = new AbortController().signal;
    await read();
    const since = new Date(Date.UTC(2026, 0, 1, 0, 600));
    await readSince(queryClient, { dialog, since, signal });
    expect(idsOf(cached() ?? expect.fail())).toEqual(from(551, 1_000));
    expect(asked.map((query) => query.get('limit'))).toEqual(['50', '200', '200']);
    await readSince(queryClient, { dialog, since, signal });
    expect(asked).toHaveLength(3);
    await readSince(queryClient, { dialog, since: undefined, signal });
    expect(idsOf(cached() ?? expect.fail())).toEqual(from(1, 1_000));
    expect(cached()).toMatchObject({ hasOlder: false });
  });

  it('is empty where nothing was written', async () => {
    known = [];
    expect(await read()).toEqual({ messages: [], hasOlder: false });
    await readOlder(queryClient, dialog);
    expect(cached()).toEqual({ messages: [], hasOlder: false });
  });
});
