import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPostgresDatabase } from '../data/testing/postgres.ts';
import { EventStream } from './testing/event-stream.ts';
import { statusChange } from './testing/push-world.ts';
import { json, tokens } from './testing/upstream.ts';
import { World } from './testing/world.ts';
import { parseHookSecrets } from './webhooks/hook-secrets.ts';

/** Two gateways behind something that asks each whether it is ready, as load balancers do. */
const secret = randomBytes(32).toString('base64url');
const shutdownMs = 400;
let worlds: World[];
beforeEach(async () => {
  const shared = {
    databaseUrl: await createPostgresDatabase(),
    sessionSecret: 'a secret that all gateways have, long enough',
    hookSecrets: parseHookSecrets(secret, 'test'),
    heartbeatMs: 500,
    shutdownMs,
  };
  worlds = await Promise.all([World.start(shared), World.start(shared)]);
  const sign = tokens();
  for (const { upstream } of worlds) {
    upstream.answer = (request, response) =>
      request.url.startsWith('/api/') ? json(response, 200, { name: 'Weekly' }) : sign(request, response);
  }
});
afterEach(() => Promise.all(worlds.map((world) => world.stop())));

/** One that is ready, as it was known a moment ago. */
let ready: World[] = [];
async function watch(isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const all = await Promise.all(
      worlds.map((world) =>
        fetch(`${world.url}/readyz`).then(
          ({ ok }) => ok,
          () => false,
        ),
      ),
    );
    ready = worlds.filter((_, index) => all[index]);
    await pause(50);
  }
}

test('one is restarted after the other: no request fails, and a stream misses nothing', async () => {
  const cookie = await worlds[0]!.signIn();
  const token = worlds[0]!.tokenOf(cookie);
  const authorization = `Bearer ${token}`;
  let isOver = false;
  const watching = watch(() => isOver);
  await expect.poll(() => ready.length).toBe(2);
  const statuses: (number | string)[] = [];
  const [sent, seen] = [new Set<string>(), new Set<string>()];
  const any = () => ready[Math.floor(Math.random() * ready.length)]!;
  const failed = (error: unknown) => String(error);

  const caller = async () => {
    while (!isOver) {
      const answer = any().ask('/api/user/me', cookie, { headers: { authorization } });
      statuses.push(await answer.then(({ status }) => status, failed));
      await pause(10);
    }
  };
  const sender = async () => {
    while (!isOver) {
      const id = randomUUID();
      const body = JSON.stringify(statusChange(id, 'finished'));
      const headers = { 'content-type': 'application/json' };
      const answer = fetch(`${any().url}/hooks/${secret}`, { method: 'POST', headers, body });
      statuses.push(await answer.then(({ status }) => status, failed));
      sent.add(id);
      await pause(80);
    }
  };
  let position: string | undefined;
  let [isConnected, resyncs] = [false, 0];
  const note = ({ changes, messages, lastEventId }: EventStream) => {
    for (const change of changes) seen.add(change.split(' ')[1] ?? '');
    resyncs += messages.filter(({ type }) => type === 'resync').length;
    position = lastEventId ?? position;
  };
  const page = async () => {
    while (!isOver) {
      const stream = await EventStream.open(any().url, cookie, { token, lastEventId: position });
      await expect.poll(() => stream.messages[0]?.type).toBe('hello');
      isConnected = true;
      while (!isOver && !(await Promise.race([stream.ended.then(() => true), pause(20, false)])));
      note(stream);
      stream.close();
    }
  };
  const reading = page();
  await expect.poll(() => isConnected).toBe(true);
  const working = [caller(), caller(), sender(), reading];
  for (const world of worlds) {
    await pause(300);
    await world.run();
    await expect.poll(() => ready.length).toBe(2);
  }
  isOver = true;
  await Promise.all([...working, watching]);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  expect(statuses.length).toBeGreaterThan(50);
  const last = await EventStream.open(worlds[0]!.url, cookie, { token, lastEventId: position });
  const lost = () => {
    for (const change of last.changes) seen.add(change.split(' ')[1] ?? '');
    return [...sent].filter((id) => !seen.has(id));
  };
  await expect.poll(lost).toEqual([]);
  expect(resyncs).toBe(0);
  last.close();
});
