import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serverEnvironment } from '../../scripts/lib/server-environment.ts';
import { createPostgresDatabase } from '../data/testing/postgres.ts';
import { offeredAt } from './testing/connected-world.ts';
import { EventStream } from './testing/event-stream.ts';
import { lapse } from './testing/process-world.ts';
import { statusChange } from './testing/push-world.ts';
import { connectDesk, SharedLoad, SharedSystems } from './testing/shared-load.ts';
import { World } from './testing/world.ts';
import { parseHookSecrets } from './webhooks/hook-secrets.ts';

/** How often one of the two is killed: a benchmark takes more. */
const kills = Number(process.env.KILLS ?? 3);
/** Claritalk is asked about 120 events a minute for one person; beyond that a page reads everything. */
const everyMs = kills > 3 ? 2_000 : 300;
const hookSecret = randomBytes(32).toString('base64url');
const sessionSecret = 'a secret that all gateways have, long enough';
let world: World;
let systems: SharedSystems;
let databaseUrl: string;
let other: { readonly process: ChildProcess; readonly url: string } | undefined;

async function startOther(): Promise<void> {
  const child = fork(join(import.meta.dirname, 'testing/shared-gateway.ts'), {
    env: {
      ...serverEnvironment(),
      DATA_DIR: join(world.dataDir, 'other'),
      DATABASE_URL: databaseUrl,
      CLARITALK_URL: systems.beside.url,
      SESSION_SECRET: sessionSecret,
      HOOK_SECRET: hookSecret,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [port] = await once(child, 'message');
  other = { process: child, url: `http://localhost:${port}` };
}

async function kill(): Promise<void> {
  const killed = other;
  other = undefined;
  killed?.process.kill('SIGKILL');
  if (killed) await once(killed.process, 'exit');
}

beforeEach(async () => {
  databaseUrl = await createPostgresDatabase();
  const hookSecrets = parseHookSecrets(hookSecret, 'test');
  systems = await SharedSystems.start();
  world = await World.start({
    databaseUrl,
    sessionSecret,
    connectionsSecret: sessionSecret,
    hookSecrets,
    keptDeliveries: 100_000,
    heartbeatMs: 500,
  });
  world.upstream.answer = systems.answer;
  await world.run({ offered: offeredAt(world.upstream.url) });
  await startOther();
});
afterEach(async () => {
  await kill();
  await world.stop();
  await systems.beside.stop();
});

interface LedgerEntry {
  readonly id: number;
  readonly key: string;
  readonly state: string;
}

/** What the ledger says of messages, by their keys. */
async function entriesOf(cookie: string): Promise<ReadonlyMap<string, LedgerEntry>> {
  const all = new Map<string, LedgerEntry>();
  let before = '';
  for (;;) {
    const response = await world.ask(`/admin/ledger?system=chat2desk&limit=200${before}`, cookie);
    const { entries }: { entries: readonly LedgerEntry[] } = await response.json();
    for (const entry of entries) all.set(entry.key, entry);
    const last = entries.at(-1);
    if (!last) return all;
    before = `&before=${last.id}`;
  }
}

/** Looks at Chat2Desk what became of a message. */
async function lookFor({ id }: LedgerEntry, cookie: string): Promise<string> {
  const headers = { origin: world.url, 'idempotency-key': randomUUID() };
  const looked = await world.ask(`/admin/ledger/${id}/look`, cookie, { method: 'POST', headers });
  return (await looked.json()).entry.state;
}

const timeout = 40_000 + kills * 15_000;

test('one of two gateways is killed again and again: no session, webhook that got a 2xx or event is lost, no message is sent twice', {
  timeout,
}, async () => {
  const cookie = await world.signIn();
  const token = world.tokenOf(cookie);
  expect(await connectDesk(world, cookie)).toBe(200);
  const load = new SharedLoad(world, () => other?.url);
  const renewing: string[] = [];
  /** What was under way at the gateway that was killed, and whether Chat2Desk carried it out. */
  const [heldTokens, heldMessages] = [new Set<string>(), new Map<string, boolean>()];
  const [answered, seen] = [new Set<string>(), new Set<string>()];
  let isOver = false;
  let position: string | undefined;
  let resyncs = 0;
  let isConnected = false;

  const sender = async (urlOf: () => string | undefined) => {
    while (!isOver) {
      const [id, url] = [randomUUID(), urlOf()];
      if (url === undefined) {
        await pause(10);
        continue;
      }
      const body = JSON.stringify(statusChange(id, 'finished'));
      const headers = { 'content-type': 'application/json' };
      const sent = fetch(`${url}/hooks/${hookSecret}`, { method: 'POST', headers, body });
      const isTaken = await sent.then(
        ({ ok }) => ok,
        () => false,
      );
      if (isTaken) answered.add(id);
      await pause(everyMs);
    }
  };
  /** A page: where its stream breaks off, it continues at whichever gateway there is. */
  const page = async () => {
    while (!isOver) {
      const at = other?.url ?? world.url;
      const stream = await EventStream.open(at, cookie, { token, lastEventId: position }).catch(
        () => undefined,
      );
      if (!stream) continue;
      await Promise.race([stream.ended, expect.poll(() => stream.messages[0]?.type).toBe('hello')]);
      isConnected = true;
      while (!isOver && !(await Promise.race([stream.ended.then(() => true), pause(20, false)])));
      for (const change of stream.changes) seen.add(change.split(' ')[1] ?? '');
      resyncs += stream.messages.filter(({ type }) => type === 'resync').length;
      position = stream.lastEventId ?? position;
      stream.close();
    }
  };
  const here = await EventStream.open(world.url, cookie, { token });
  const reading = page();
  // What came before they listened is not for them.
  await expect.poll(() => isConnected && here.messages[0]?.type).toBe('hello');
  const senders = [sender(() => other?.url), sender(() => other?.url), sender(() => world.url)];
  load.send(cookie, everyMs);
  for (let round = 0; round < kills; round += 1) {
    // Tokens that are renewed each time that a page asks for them.
    systems.expiresIn = 30;
    const short = await world.signIn();
    renewing.push(short);
    load.renew(short, () => renewing.length > round + 3);
    await pause(200 + Math.random() * 800);
    await systems.hold();
    await kill();
    const isDone = round % 2 === 0;
    const held = systems.release(isDone);
    for (const one of held.renewals) heldTokens.add(one);
    for (const key of held.messages) heldMessages.set(key, isDone);
    expect((await world.api('/user/me', cookie)).status).toBe(200);
    await startOther();
  }
  await expect.poll(() => answered.size, { timeout: 15_000 }).toBeGreaterThan(30);
  isOver = true;
  await kill();
  // Nobody waits for what a gateway held that is gone.
  await lapse(databaseUrl, 'leases', 'ledger_holders');
  await Promise.all([...senders, reading, load.end()]);
  const told = () => new Set(here.changes.map((change) => change.split(' ')[1] ?? ''));
  expect(resyncs).toBe(0);
  await expect.poll(() => [...answered].filter((id) => !told().has(id))).toEqual([]);
  // The page that moved back and forth has missed nothing either.
  const last = await EventStream.open(world.url, cookie, { token, lastEventId: position });
  const all = () => new Set([...seen, ...last.changes.map((change) => change.split(' ')[1] ?? '')]);
  await expect.poll(() => [...answered].filter((id) => !all().has(id))).toEqual([]);
  for (const { messages } of [here, last])
    expect(messages.filter(({ type }) => type === 'resync')).toEqual([]);
  expect(resyncs).toBe(0);
  expect(new Set(here.changes).size).toBe(here.changes.length);
  last.close();
  here.close();
  await checkRenewals(load, renewing, heldTokens);
  await checkMessages(load, cookie, heldMessages);
});

async function checkRenewals(load: SharedLoad, sessions: readonly string[], held: ReadonlySet<string>) {
  for (const session of sessions) expect(await load.renewAt(world.url, session)).toBe(200);
  const lost = load.unrenewed.filter((status) => status === undefined).length;
  // Whoever waits for longer than a page is willing to is told to come back.
  expect(load.unrenewed.filter((status) => status !== undefined && status !== 503)).toEqual([]);
  const again = [...systems.renewals].filter(([, times]) => times > 1);
  // Claritalk was asked twice only for what a killed gateway had asked.
  expect(again.map(([token]) => token)).toEqual(expect.arrayContaining([...held]));
  expect(again.reduce((sum, [, times]) => sum + times - 1, 0)).toBeLessThanOrEqual(lost);
  expect(held.size).toBeGreaterThanOrEqual(kills);
}

async function checkMessages(load: SharedLoad, cookie: string, held: ReadonlyMap<string, boolean>) {
  const isUnderWay = async () =>
    [...(await entriesOf(cookie)).values()].filter(({ state }) => state === 'under-way');
  await expect.poll(isUnderWay, { timeout: 20_000 }).toEqual([]);
  const entries = await entriesOf(cookie);
  const timesOf = (key: string) => systems.messages.get(key) ?? 0;
  const answered = load.sent.filter(({ status }) => status !== undefined);
  expect(answered.map(({ key, status }) => [status, entries.get(key)?.state, timesOf(key)])).toEqual(
    answered.map(() => [200, 'done', 1]),
  );
  for (const [key, isDone] of held) expect([key, timesOf(key)]).toEqual([key, isDone ? 1 : 0]);
  for (const { key } of load.sent.filter(({ status }) => status === undefined)) {
    const [entry, times] = [entries.get(key), timesOf(key)];
    const again = await load.sendAt(world.url, cookie, key);
    if (entry === undefined) {
      // What was not noted was not sent.
      expect([times, again, timesOf(key)]).toEqual([0, 200, 1]);
    } else if (entry.state === 'done') {
      expect([times, again, timesOf(key)]).toEqual([1, 200, 1]);
    } else {
      expect([entry.state, again, timesOf(key)]).toEqual(['unknown', 409, times]);
      // What Chat2Desk does not have may still arrive.
      expect([times, await lookFor(entry, cookie)]).toEqual(times === 1 ? [1, 'done'] : [0, 'unknown']);
    }
    if (held.has(key)) expect(entry?.state).toBe('unknown');
  }
  expect(held.size).toBeGreaterThanOrEqual(kills);
  expect(Math.max(...systems.messages.values())).toBe(1);
}
