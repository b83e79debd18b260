import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../../testing/lossy-server.ts';
import { saveCredential } from './app-credentials.ts';
import { amountsOptions, purge } from './purge.ts';
import { saveReminder } from './reminders.ts';
import { recountUnread } from './replicators.ts';
import { beginSniffer, readSniffed, sniffersOptions } from './sniffers.ts';
import { sendVoiceEvent } from './voice-events.ts';

const person = '22222222-2222-4222-8222-222222222222';
const id = '33333333-3333-4333-8333-333333333333';
const since = Date.parse('2026-01-01T00:00:00Z');
const wish = { key: '11111111-1111-4111-8111-111111111111', since };
const watch = { earlier: undefined, hasty: true };
const old = { 'created-at': '2020-01-01T00:00:00Z', 'last-modified-at': '2020-01-01T00:00:00Z' };
const now = '2026-01-01T00:00:05Z';

type Attributes = Record<string, unknown>;

/** What Courier has of one type, by id. */
let there: Map<string, Attributes>;
let happens: boolean;
/** What the ledger has of the request. */
let ledger: 'done' | 'unknown' | 'refused';
let headers: Headers[];
let server: LossyServer;

function happen(method: string, path: string, body: { data?: { attributes?: Attributes } }): void {
  const attributes = { ...body.data?.attributes };
  if (path.includes('purge-data')) there.clear();
  else if (method === 'PATCH') there.set(id, { ...there.get(id), ...attributes, 'last-modified-at': now });
  else there.set('new', { ...attributes, 'created-at': now });
}

beforeEach(() => {
  useQuickTime();
  [there, happens, ledger, headers] = [new Map(), true, 'unknown', []];
  server = new LossyServer((method, path, body) => {
    if (path.startsWith('/admin/ledger')) {
      return { entries: [{ id: 1, system: 'courier', key: wish.key, state: ledger }], more: false };
    }
    if (method !== 'GET' && happens) happen(method, path, Object(body));
    const all = [...there].map(([key, attributes]) => ({ id: key, attributes }));
    return { data: path.includes(id) ? all.find((one) => one.id === id) : all };
  });
  server.losses = ['after'];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const client = () => new QueryClient();
const reminder = { content: 'Call.', time: '09:00', zone: 'Europe/Brussels' };
const credential = { app: 'firm.app', service: 'fcm' } as const;

/** Each with what was there before, which proves nothing. */
const changes: Readonly<Record<string, readonly [Attributes | undefined, () => Promise<unknown>]>> = {
  'a new reminder': [
    { ...old, 'reminder-content': 'Call.', 'reminder-time-local': '09:00', 'tz-info': 'Europe/Brussels' },
    () => saveReminder(client(), { ...wish, individual: person, id: undefined, fields: reminder }, watch),
  ],
  'a changed reminder': [
    { ...old, 'reminder-content': 'Call.', 'reminder-rrule': 'FREQ=DAILY' },
    () => saveReminder(client(), { ...wish, individual: person, id, fields: { rule: 'FREQ=WEEKLY' } }, watch),
  ],
  'new credentials': [
    { ...old, 'app-name': 'firm.app', type: 'fcm' },
    () =>
      saveCredential(
        client(),
        { ...wish, ...credential, id: undefined, fields: { data: { key: 'a' } } },
        watch,
      ),
  ],
  'a new secret, which nobody can read': [
    { ...old, 'app-name': 'firm.app', type: 'fcm' },
    () => saveCredential(client(), { ...wish, ...credential, id, fields: { data: { key: 'b' } } }, watch),
  ],
  'archived credentials': [
    { ...old, 'app-name': 'firm.app', type: 'fcm', archived: false },
    () => saveCredential(client(), { ...wish, ...credential, id, fields: { archived: true } }, watch),
  ],
  'a purge': [{ ...old }, () => purge(client(), { ...wish, individual: person, archive: false }, watch)],
};

describe.each(Object.entries(changes))('%s whose response is lost', (_, [before, run]) => {
  beforeEach(() => {
    if (before) there.set(id, before);
  });

  it('is found at Courier, and not sent again', async () => {
    expect(await passTime(run())).toMatchObject({ kind: 'done', found: true });
    expect(server.sent).toHaveLength(1);
  });

  it('is not done where Courier shows the old state', async () => {
    happens = false;
    expect(await passTime(run())).toMatchObject({ kind: 'refused', looked: true });
    expect(server.sent).toHaveLength(1);
  });
});

const untold: Readonly<Record<string, () => Promise<unknown>>> = {
  'a count': () => recountUnread(client(), { ...wish, individual: person }, watch),
  'a notification': () =>
    sendVoiceEvent(client(), { ...wish, subscription: id, event: 'E', payload: {}, expires: 60 }, watch),
  observing: () =>
    beginSniffer(client(), { ...wish, user: person, reason: 'Why', until: new Date(since) }, watch),
};

it.each(Object.entries(untold))('%s is known to the ledger alone', async (_, run) => {
  expect(await passTime(run())).toMatchObject({ kind: 'unknown', untold: true });
  [server.losses, ledger] = [['after'], 'done'];
  expect(await passTime(run())).toMatchObject({ kind: 'done', found: true });
  [server.losses, ledger] = [['after'], 'refused'];
  expect(await passTime(run())).toMatchObject({ kind: 'refused', looked: true });
  expect(server.sent).toHaveLength(3);
});

/** Answers what is read, and keeps the headers of each request. */
function reading(answer: (path: string) => unknown): void {
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const { pathname, search } = new URL(url, 'http://claritalk');
    headers.push(new Headers(init.headers));
    const found = answer(pathname + search);
    return found instanceof Response ? found : Response.json(found);
  });
}

it('what was recorded is read with the reason, as often as it is read', async () => {
  const entry = {
    'created-time': now,
    method: 'GET',
    path: '/v1/texts/',
    'query-string': 'a=1',
    'status-code': 200,
  };
  reading((path) =>
    path.includes('get-logs')
      ? { data: [{ id: 'e', attributes: entry }] }
      : { data: { id, attributes: { 'valid-until': now } } },
  );
  const read = await passTime(readSniffed(id, 'Een klacht – €'));
  expect(read).toEqual({
    until: new Date(now),
    entries: [
      {
        id: 'e',
        at: new Date(now),
        method: 'GET',
        path: '/v1/texts/?a=1',
        status: 200,
        sent: undefined,
        answered: undefined,
        agent: undefined,
      },
    ],
  });
  const reasons = headers.map((one) => decodeURIComponent(one.get('x-reason') ?? ''));
  expect(reasons).toEqual(['Een klacht – €', 'Een klacht – €']);
});

it('who is observed is read from the ledger of the last hour, also where a response was lost', async () => {
  vi.setSystemTime(since);
  const row = (entry: number, state: string, minutes: number, operation = 'createSniffer') => ({
    id: entry,
    system: 'courier',
    operation,
    state,
    person: { uuid: 'u', name: 'Ada' },
    at: new Date(since - minutes * 60_000).toISOString(),
  });
  const until = { 'user-id': person, 'valid-until': now };
  const entries = [
    row(5, 'done', 1, 'sendText'),
    row(4, 'refused', 2),
    row(3, 'unknown', 3),
    row(2, 'done', 50),
    row(1, 'done', 61),
  ];
  reading((path) => {
    if (path.startsWith('/admin/ledger?')) return { entries, more: true };
    const body = JSON.stringify({ data: { attributes: until } });
    return path.endsWith('/3')
      ? { entry: entries[2], sent: { path: '/', body }, answer: null }
      : { entry: entries[3], sent: { path: '/', body }, answer: { data: { id, attributes: until } } };
  });
  expect(await passTime(client().fetchQuery(sniffersOptions()))).toEqual([
    { entry: 3, id: undefined, by: 'Ada', user: person, until: new Date(now) },
    { entry: 2, id, by: 'Ada', user: person, until: new Date(now) },
  ]);
});

it('what would be purged is counted, each alone: what cannot be is not known', async () => {
  const rows = (count: number) => ({ data: Array.from({ length: count }, (_, at) => ({ id: String(at) })) });
  reading((path) => {
    if (path.includes('messaging-channels')) return rows(50);
    if (path.includes('user-emails')) return new Response('{}', { status: 400 });
    if (path.includes('organizations')) return rows(2);
    return rows(path.includes('voice-recordings') ? 3 : 0);
  });
  expect(await passTime(client().fetchQuery(amountsOptions(person)))).toEqual({
    channels: { count: 50, more: true },
    emails: undefined,
    recordings: { count: 6, more: false },
    videos: { count: 0, more: false },
  });
});
