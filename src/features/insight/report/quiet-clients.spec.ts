import { expect, it } from 'vitest';
import type { Conversation } from '#src/api/gateway/conversations.ts';
import {
  byWeeks,
  type LastMessage,
  lastMessageIn,
  lastMessageInChannels,
  quietClients,
  together,
  toRead,
  withoutMessage,
} from './quiet-clients.ts';

const now = Date.UTC(2026, 5, 1);
const week = 7 * 86_400_000;
const dossier = (id: string, weeks: number | undefined) => ({
  id,
  meetings: 1,
  openTodos: 0,
  latest: weeks === undefined ? undefined : now - weeks * week,
  latestId: undefined,
});

it('a client is quiet from the last moment of so many weeks on', () => {
  const all = [
    dossier('a', 8),
    dossier('b', 7.99),
    dossier('c', 60),
    dossier('d', undefined),
    dossier('e', -1),
  ];
  expect(quietClients(all, 8, now).map(({ id, weeks }) => [id, weeks])).toEqual([
    ['c', 60],
    ['a', 8],
  ]);
});

it('quiet clients are counted by how long', () => {
  const all = [4, 7, 8, 12, 13, 26, 51, 52, 90].map((weeks) => dossier(String(weeks), weeks));
  const count = (from: number) =>
    byWeeks(quietClients(all, from, now), from).map((span) => Object.values(span));
  expect(count(4)).toEqual([
    [4, 8, 2],
    [8, 13, 2],
    [13, 26, 1],
    [26, 52, 2],
    [52, undefined, 2],
  ]);
  expect(count(26)).toEqual([
    [26, 52, 2],
    [52, undefined, 2],
  ]);
});

const conversation = (at: number | undefined) =>
  ({ last: { id: 1, type: 'from_client', text: '', at: at && new Date(at) } }) as unknown as Conversation;
const client = { id: 1, name: 'Aerts', address: undefined, ways: [], attendee: undefined, by: undefined };

it.each<[string, Parameters<typeof lastMessageIn>[0], LastMessage]>([
  [
    'the newest',
    { clients: [client], conversations: [conversation(5), conversation(9)], checking: false },
    9,
  ],
  ['the newest so far', { clients: [client], conversations: [conversation(5)], checking: true }, 5],
  ['none yet', { clients: [], conversations: [], checking: true }, 'checking'],
  ['nobody', { clients: [], conversations: [], checking: false }, 'notLinked'],
  ['someone who never wrote', { clients: [client], conversations: [], checking: false }, 'none'],
  [
    'a message without a time',
    { clients: [client], conversations: [conversation(undefined)], checking: false },
    'failed',
  ],
])('of a dossier’s conversations: %s', (_, linked, last) => expect(lastMessageIn(linked)).toBe(last));

it('a client with a message in that time is not quiet; one of whom that is not known stays listed', () => {
  const messages: Record<string, LastMessage> = {
    ...{
      yesterday: now - week / 7,
      inTime: now - 7.99 * week,
      atLimit: now - 8 * week,
      long: now - 30 * week,
    },
    ...{ none: 'none', notLinked: 'notLinked', checking: 'checking', reading: 'reading', failed: 'failed' },
    ...{ notRead: 'notRead', unconnected: 'unconnected' },
  };
  const all = quietClients(
    Object.keys(messages).map((id) => dossier(id, 9)),
    8,
    now,
  );
  const quiet = withoutMessage(all, ({ id }) => messages[id]!, 8, now).map(({ id }) => id);
  expect(quiet).toEqual(Object.keys(messages).slice(2));
});

it('messages are read for a bounded number, wherever someone looks', () => {
  const all = quietClients(
    Array.from({ length: 400 }, (_, at) => dossier(String(at), 500 - at)),
    8,
    now,
  );
  const read = (page: number) => toRead(all, page, 25).map(({ id }) => Number(id));
  expect(read(1)).toEqual(Array.from({ length: 100 }, (_, at) => at));
  for (const page of [2, 5, 16, 1000]) expect(new Set(read(page)).size).toBe(read(page).length);
  expect(read(10).slice(50)).toEqual(Array.from({ length: 50 }, (_, at) => 225 + at));
  expect(read(1000)).toHaveLength(50);
  expect(toRead(all.slice(0, 3), 1, 25)).toHaveLength(3);
});

it.each<[Parameters<typeof lastMessageInChannels>[0], LastMessage]>([
  [{ at: new Date(9), known: true, checking: true }, 9],
  [{ at: undefined, known: true, checking: false }, 'none'],
  [{ at: undefined, known: true, checking: true }, 'checking'],
  [{ at: undefined, known: false, checking: false }, 'notLinked'],
])('of channels %#', (found, last) => expect(lastMessageInChannels(found)).toBe(last));

it.each<[readonly LastMessage[], LastMessage]>([
  [[5, 9], 9],
  [['failed', 5], 5],
  [['none', 'failed'], 'failed'],
  [['notLinked', 'reading'], 'reading'],
  [['checking', 'none'], 'checking'],
  [['notLinked', 'none'], 'none'],
  [['notLinked', 'notLinked'], 'notLinked'],
  [['notLinked'], 'notLinked'],
  [[], 'unconnected'],
])('systems together: %j', (messages, last) => expect(together(messages)).toBe(last));
