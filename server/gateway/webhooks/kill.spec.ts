import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KilledGateway } from '../testing/killed-gateway.ts';
import { statusChange } from '../testing/push-world.ts';

const secret = randomBytes(32).toString('base64url');
let gateway: KilledGateway;
beforeEach(async () => {
  gateway = await KilledGateway.prepare({ HOOK_SECRETS: secret });
});
afterEach(() => gateway.end());

test('what was answered with 2xx survives kill -9, again and again', async () => {
  const answered: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    await gateway.start();
    let dead = false;
    const sender = async () => {
      while (!dead) {
        const id = randomUUID();
        const body = JSON.stringify(statusChange(id, 'finished'));
        if (await gateway.post(`/hooks/${secret}`, body)) answered.push(id);
      }
    };
    const senders = [sender(), sender(), sender()];
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
        .prepare(`SELECT subject FROM ${table}`)
        .all()
        .map(({ subject }) => String(subject)),
    );
  const [deliveries, events] = [subjects('deliveries'), subjects('events')];
  expect(answered.filter((id) => !deliveries.has(id) || !events.has(id))).toEqual([]);
  database.close();
}, 60_000);
