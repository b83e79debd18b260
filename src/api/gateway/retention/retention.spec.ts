import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../../testing/lossy-server.ts';
import { readRetentionItems, runList, saveRules, setHold, startList, stopList } from './retention.ts';

const rule = { kind: 'draft', after: { amount: 90, unit: 'days' } } as const;
const [list, other] = ['6b3f2a52-0000-4000-8000-000000000001', '6b3f2a52-0000-4000-8000-000000000002'];
const digest = 'd'.repeat(64);

let stored: {
  rules: unknown[];
  version: number;
  holds: { dossier: string; name: string; reason: string; by: object; at: string }[];
  lists: { id: string; state: string; counts: object; rules: unknown[] }[];
};
/** With the first write the connection goes, too. */
let falls: boolean;
let server: LossyServer;
let queries: QueryClient;

beforeEach(() => {
  useQuickTime();
  falls = false;
  stored = {
    rules: [],
    version: 3,
    holds: [],
    lists: [{ id: other, state: 'listed', counts: { listed: 2 }, rules: [] }],
  };
  server = new LossyServer((method, path, body) => {
    if (method === 'GET' && path.endsWith('/admin/retention')) return stored;
    if (method !== 'GET' && falls) server.reachable = false;
    const [, id, what] = /lists\/([\w-]+)\/(\w+)/.exec(path) ?? [];
    if (what === 'items') return itemsAt(path);
    if (path.endsWith('/rules')) {
      const given = body as { rules: unknown[]; version: number };
      stored = { ...stored, rules: given.rules, version: given.version + 1 };
      return { version: stored.version };
    }
    if (path.endsWith('/holds')) {
      const { held, ...hold } = body as { held: boolean; dossier: string; name: string; reason: string };
      const others = stored.holds.filter(({ dossier }) => dossier !== hold.dossier);
      stored.holds = held ? [...others, { ...hold, by: {}, at: '2026-11-30T10:00:00Z' }] : others;
      return new Response(null, { status: 204 });
    }
    const changed = { id: id ?? (body as { id: string }).id, counts: {}, rules: [] };
    const state = what === undefined ? 'listing' : what === 'run' ? 'running' : 'stopped';
    stored.lists = [{ ...changed, state }, ...stored.lists.filter((one) => one.id !== changed.id)];
    return stored.lists[0];
  });
  queries = new QueryClient();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A list of 450 meetings. */
function itemsAt(path: string) {
  const query = new URL(path, 'http://gateway').searchParams;
  const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))];
  const count = Math.max(0, Math.min(limit, 450 - offset));
  const items = Array.from({ length: count }, (_, at) => ({
    ...{ position: offset + at, meeting: `m${offset + at}`, name: null, owner: null, status: 'draft' },
    ...{ changedAt: '2025-01-02T10:00:00Z', dossier: null, rule: 0, state: 'listed' },
  }));
  return { items, total: 450 };
}

const asked = (id = list) => ({ key: id, since: Date.now() });
const hold = { dossier: '7', name: 'Bakkerij', reason: 'An audit' };
const watch = {};

describe.each([
  ['saveRetentionRules', () => saveRules(queries, { ...asked(), rules: [rule], version: 3 }, watch)],
  ['setRetentionHold', () => setHold(queries, { ...asked(), ...hold, held: true }, watch)],
  ['listRetention', () => startList(queries, asked(), watch)],
  ['runRetention', () => runList(queries, { ...asked(), id: other, digest, count: 2 }, watch)],
  [
    'stopRetention',
    () => {
      stored.lists = [{ id: other, state: 'running', counts: {}, rules: [] }];
      return stopList(queries, { ...asked(), id: other }, watch);
    },
  ],
])('%s', (_name, change) => {
  it('is seen in what is stored when its response is lost, and sent once', async () => {
    server.losses = ['after'];
    expect(await passTime(change())).toMatchObject({ kind: 'done', found: true });
    expect(server.sent).toHaveLength(1);
  });

  it('that did not arrive is said not to be done, and is not sent again', async () => {
    server.losses = ['before'];
    expect(await passTime(change())).toMatchObject({ kind: 'refused', looked: true });
    expect(server.sent).toHaveLength(1);
  });

  it('of which nothing can be read is not known', async () => {
    server.losses = ['after'];
    falls = true;
    expect(await passTime(change())).toMatchObject({ kind: 'unknown', sent: true });
    expect(server.sent).toHaveLength(1);
  });
});

it('a dossier that is released is no longer on hold, whether or not anyone says so', async () => {
  stored.holds = [{ ...hold, by: {}, at: '2026-11-30T10:00:00Z' }];
  server.losses = ['after'];
  const releasing = setHold(queries, { ...asked(), ...hold, held: false }, watch);
  expect(await passTime(releasing)).toMatchObject({ kind: 'done', found: true });
  expect(stored.holds).toEqual([]);
});

it('what others save in the meantime is not taken for one’s own', async () => {
  server.losses = ['before'];
  const saving = saveRules(queries, { ...asked(), rules: [rule], version: 3 }, watch);
  stored = { ...stored, rules: [{ ...rule, kind: 'failed' }], version: 4 };
  expect(await passTime(saving)).toMatchObject({ kind: 'refused', looked: true });
});

it('a list is read to its end, or as far as is wanted', async () => {
  const all = await readRetentionItems(list, 10_000);
  expect(all.entries.map(({ meeting }) => meeting)).toEqual(Array.from({ length: 450 }, (_, at) => `m${at}`));
  expect(all.more).toBe(false);
  expect(await readRetentionItems(list, 200)).toMatchObject({ more: true, entries: { length: 200 } });
});
