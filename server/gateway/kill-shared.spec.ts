import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serverEnvironment } from '../../scripts/lib/server-environment.ts';
import { createPostgresDatabase } from '../data/testing/postgres.ts';
import { EventStream } from './testing/event-stream.ts';
import { statusChange } from './testing/push-world.ts';
import { json, tokens } from './testing/upstream.ts';
import { World } from './testing/world.ts';
import { parseHookSecrets } from './webhooks/hook-secrets.ts';

/** How often one of the two is killed: a benchmark takes more. */
const kills = Number(process.env.KILLS ?? 3);
/** Claritalk is asked about 120 events a minute for one person; beyond that a page reads everything. */
const everyMs = kills > 3 ? 2_000 : 300;
const hookSecret = randomBytes(32).toString('base64url');
const sessionSecret = 'a secret that all gateways have, long enough';
let world: World;
let databaseUrl: string;
let other: { readonly process: ChildProcess; readonly url: string } | undefined;

async function startOther(): Promise<void> {
  const child = fork(join(import.meta.dirname, 'testing/shared-gateway.ts'), {
    env: {
      ...serverEnvironment(),
      DATA_DIR: join(world.dataDir, 'other'),
      DATABASE_URL: databaseUrl,
      CLARITALK_URL: world.upstream.url,
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
  world = await World.start({
    databaseUrl,
    sessionSecret,
    hookSecrets,
    keptDeliveries: 100_000,
    heartbeatMs: 500,
  });
  const sign = tokens();
  world.upstream.answer = (request, response) =>
    request.url.startsWith('/api/') ? json(response, 200, { name: 'Weekly' }) : sign(request, response);
  await startOther();
});
afterEach(async () => {
  await kill();
  await world.stop();
});

const timeout = 20_000 + kills * 6_000;

test('one of two gateways is killed again and again: no session, no webhook that got a 2xx and no event is lost', {
  timeout,
}, async () => {
  const cookie = await world.signIn();
  const token = world.tokenOf(cookie);
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
  for (let round = 0; round < kills; round += 1) {
    await pause(200 + Math.random() * 800);
    await kill();
    expect((await world.api('/user/me', cookie)).status).toBe(200);
    await startOther();
  }
  await expect.poll(() => answered.size, { timeout: 15_000 }).toBeGreaterThan(30);
  isOver = true;
  await Promise.all([...senders, reading]);
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
});
