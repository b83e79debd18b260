import { QueryClient } from '@tanstack/react-query';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LossyServer, passTime, useQuickTime } from '../testing/lossy-server.ts';
import {
  connectionsOptions,
  disconnect,
  normaliseSystems,
  openToMembers,
  saveKey,
  testKey,
} from './connections.ts';

const at = '2026-03-01T10:00:00.000Z';
const ada = { uuid: 'uuid-of-ada', name: 'Ada' };
const systems = [
  { system: 'claap', name: 'Claap', address: 'fixed' },
  { system: 'courier', name: 'Courier', address: 'open' },
];

interface Stored {
  version: number;
  lastFour: string;
  savedBy: { uuid: string; name: string };
  testedAt: string;
  open: boolean;
}
let stored: Stored | undefined;
/** All connections share their versions. */
let versions: number;
let server: LossyServer;
let queries: QueryClient;

const changed = () => Response.json({ message: 'Changed.' }, { status: 409 });

/** Does what the gateway does, as far as these operations go. */
function gateway(method: string, path: string, body: unknown): unknown {
  const given = Object(body) as { key: string; version: number | null; open: boolean };
  const isStale = 'version' in given && given.version !== (stored?.version ?? null);
  if (method === 'GET') {
    const one = { system: 'claap', state: 'connected', savedAt: at, url: null, quota: null, ...stored };
    return { systems, connections: stored ? [one] : [] };
  }
  if (isStale) return changed();
  versions += 3;
  if (method === 'DELETE') {
    stored = undefined;
    return new Response(null, { status: 204 });
  }
  if (path.endsWith('/test')) stored!.testedAt = new Date().toISOString();
  else if (path.endsWith('/members')) stored = { ...stored!, open: given.open, version: versions };
  else {
    const lastFour = given.key.slice(-4);
    stored = { version: versions, lastFour, savedBy: ada, testedAt: at, open: false };
  }
  return stored;
}

beforeEach(() => {
  useQuickTime();
  vi.setSystemTime(Date.parse(at));
  [stored, versions] = [undefined, 7];
  queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  server = new LossyServer(gateway);
});
afterEach(() => {
  queries.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const given = (version: number | null) => ({
  system: 'claap' as const,
  version,
  key: '11111111-1111-4111-8111-111111111111',
  since: Date.parse(at),
});
const save = (version: number | null = null, credential = 'a-new-key-abcd') =>
  passTime(
    saveKey(queries, { ...given(version), credential, url: undefined, by: ada.uuid }, { hasty: true }),
  );
const others = {
  version: 20,
  lastFour: 'wxyz',
  savedBy: { uuid: 'bea', name: 'Bea' },
  testedAt: at,
  open: false,
};

describe('what there is', () => {
  it('takes anything', () => {
    fc.assert(fc.property(fc.jsonValue(), (wire) => void normaliseSystems(wire)));
  });

  it('is each system with its connection; members see no more than that there is one', () => {
    const connection = {
      system: 'claap',
      state: 'quota-low',
      savedAt: at,
      quota: { used: 46, of: 50 },
      ...others,
    };
    const [claap, courier] = normaliseSystems({ systems, connections: [connection] });
    expect(claap).toEqual({
      id: 'claap',
      name: 'Claap',
      needsAddress: false,
      connected: true,
      open: false,
      connection: {
        state: 'quota-low',
        version: 20,
        lastFour: 'wxyz',
        savedBy: { uuid: 'bea', name: 'Bea' },
        savedAt: new Date(at),
        testedAt: new Date(at),
        url: undefined,
        quota: { used: 46, of: 50 },
      },
    });
    expect(courier).toMatchObject({ needsAddress: true, connected: false, connection: undefined });
    const [seen] = normaliseSystems({ systems, connections: [{ system: 'claap', open: true }] });
    expect(seen).toMatchObject({ connected: true, open: true, connection: undefined });
  });

  it('leaves out systems that it does not know', () => {
    expect(normaliseSystems({ systems: [{ system: 'constructor', name: 'X' }], connections: [] })).toEqual(
      [],
    );
  });
});

describe('a key', () => {
  it('is saved, and what was read before is read again', async () => {
    await queries.fetchQuery(connectionsOptions());
    expect(await save()).toMatchObject({ kind: 'done', found: false });
    expect(queries.getQueryState(connectionsOptions().queryKey)?.isInvalidated).toBe(true);
    expect(server.sent).toEqual(['PUT /admin/connections/claap']);
  });

  it.each([[null], [4]])(
    'whose answer is lost is found by whose it is and how it ends (seen: %s)',
    async (seen) => {
      if (seen !== null) stored = { ...others, version: seen };
      server.losses = ['after'];
      expect(await save(seen)).toMatchObject({ kind: 'done', found: true, value: { lastFour: 'abcd' } });
      expect(server.sent).toHaveLength(1);
    },
  );

  it('that did not arrive is said not to be saved, whatever others did', async () => {
    server.losses = ['before'];
    expect(await save()).toMatchObject({ kind: 'refused', looked: true });
    stored = others;
    server.losses = ['before'];
    expect(await save(4)).toMatchObject({ kind: 'refused', looked: true });
    // One of their own, saved on another page.
    stored = { ...others, savedBy: ada };
    server.losses = ['before'];
    expect(await save(4)).toMatchObject({ kind: 'refused', looked: true });
  });

  it('is not saved over what someone else has changed', async () => {
    stored = others;
    expect(await save(4)).toMatchObject({ kind: 'refused', looked: false, error: { kind: 'conflict' } });
    expect(stored.lastFour).toBe('wxyz');
  });
});

describe('what else is changed is seen where its answer is lost:', () => {
  const lost = async (change: () => Promise<unknown>, loss: 'after' | 'before') => {
    stored = { ...others };
    server.losses = [loss];
    return passTime(change());
  };
  const of = given(20);
  const watch = { hasty: true };

  it.each([
    ['a test', () => testKey(queries, of, watch)],
    ['opening to members', () => openToMembers(queries, { ...of, version: 20, open: true }, watch)],
    ['disconnecting', () => disconnect(queries, { ...of, version: 20, name: 'Claap' }, watch)],
  ])('%s', async (_name, change) => {
    vi.setSystemTime(Date.parse(at) + 1000);
    of.since = Date.parse(at) + 1000;
    expect(await lost(change, 'after')).toMatchObject({ kind: 'done', found: true });
    expect(await lost(change, 'before')).toMatchObject({ kind: 'refused', looked: true });
  });
});
