import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sqliteDatabases } from '../../data/sqlite-database.ts';
import { ConnectionStore } from '../connections/store.ts';
import { connectionPlan } from '../connections/store-tables.ts';
import { Seal } from '../sessions/sealed.ts';
import { KilledGateway } from '../testing/killed-gateway.ts';
import { signatureOf, signingKey } from './genuine.ts';

const connectionsSecret = 's'.repeat(40);
const credential = 'key-of-the-company-1234';
const token = 'secret-of-the-webhook-at-claap';
let gateway: KilledGateway;
let addresses: Readonly<Record<'chat2desk' | 'claap', string>>;
beforeEach(async () => {
  gateway = await KilledGateway.prepare({ CONNECTIONS_SECRET: connectionsSecret });
  const directory = join(gateway.directory, 'gateway');
  mkdirSync(directory, { recursive: true });
  const seal = new Seal(connectionsSecret, 'connection keys');
  const databases = sqliteDatabases(directory);
  const store = new ConnectionStore(await databases.open(connectionPlan), seal);
  const savedBy = { uuid: 'ada', name: 'Ada' };
  const address = async (system: 'chat2desk' | 'claap') => {
    await store.save('firm', system, null, { key: credential, url: null, savedBy, quota: null });
    return `/hooks/${system}/${await store.hooks.secret('firm', system)}`;
  };
  addresses = { chat2desk: await address('chat2desk'), claap: await address('claap') };
  await store.hooks.setToken('firm', 'claap', token);
  // Nobody has to process them now.
  await store.hooks.note('firm', 'chat2desk', 'working', undefined);
  await databases.close();
});
afterEach(() => gateway.end());

function post(system: 'chat2desk' | 'claap', id: string): Promise<boolean> {
  const body = JSON.stringify(
    system === 'claap'
      ? { eventId: id, event: { type: 'recording_added', recording: { id } } }
      : { hook_type: 'inbox', message_id: 1, dialog_id: id },
  );
  const time = String(Math.floor(Date.now() / 1000));
  const signature = signatureOf(signingKey(credential), Buffer.from(body), time);
  return gateway.post(addresses[system], body, {
    'x-timestamp': time,
    'x-signature': signature,
    'x-claap-webhook-secret': token,
  });
}

test('deliveries of connected systems that got a 2xx survive kill -9, again and again', async () => {
  const answered: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    await gateway.start();
    let dead = false;
    const sender = async (system: 'chat2desk' | 'claap') => {
      while (!dead) {
        const id = randomUUID();
        if (await post(system, id)) answered.push(id);
      }
    };
    const senders = [sender('chat2desk'), sender('claap'), sender('chat2desk')];
    const before = answered.length;
    await expect.poll(() => answered.length - before, { timeout: 15_000 }).toBeGreaterThan(30);
    await gateway.kill();
    dead = true;
    await Promise.all(senders);
  }
  const database = new DatabaseSync(join(gateway.directory, 'gateway', 'push.sqlite'));
  const subjects = (table: string) =>
    new Set(
      database
        .prepare(
          `SELECT subject FROM ${table} WHERE organisation = 'firm' AND system IN ('chat2desk', 'claap')`,
        )
        .all()
        .map(({ subject }) => String(subject)),
    );
  const [deliveries, events] = [subjects('deliveries'), subjects('events')];
  expect(answered.filter((id) => !deliveries.has(id) || !events.has(id))).toEqual([]);
  database.close();
});
