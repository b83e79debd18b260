import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConversationWorld } from '../../../testing/conversation-world.ts';

let world: ConversationWorld;
beforeAll(async () => {
  world = await ConversationWorld.start();
});
afterAll(() => world.stop());

const whatsapp = 18_333;
const inDesk = (sql: string) => {
  const database = new DatabaseSync(join(world.desk.dataDir, 'chat2desk.sqlite'));
  try {
    database.exec('PRAGMA busy_timeout = 5000');
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
};
const add = (phone: string, more: object = {}) =>
  world.ask('ada', 'POST', '/clients', {
    key: randomUUID(),
    body: { phone, transport: 'whatsapp', ...more },
  });
const limit = (daily: number | null) =>
  inDesk(`UPDATE channels SET daily_limit = ${daily} WHERE id = ${whatsapp}`);
const clients = (phone: string) => inDesk(`SELECT id FROM clients WHERE phone = '${phone}'`).length;

test('nobody is added to a channel beyond its new clients of the day; other messengers have no limit', async () => {
  limit(1);
  expect((await add('32479112201')).status).toBe(200);
  for (const more of [{}, { channel_id: whatsapp }]) {
    const { status, body } = await add('32479112202', more);
    expect([status, body.refusal]).toEqual([
      409,
      { code: 'new-clients-limit', values: { channel: 'WhatsApp', limit: '1' } },
    ]);
  }
  expect([clients('32479112201'), clients('32479112202')]).toEqual([1, 0]);
  expect((await add('32479112202', { transport: 'sms' })).status).toBe(200);
  limit(2);
  expect((await add('32479112203')).status).toBe(200);
  limit(null);
  expect((await add('32479112204')).status).toBe(200);
});

test('whoever is there already is not added again, and nothing is sent where the limit cannot be read', async () => {
  limit(null);
  expect((await add('32479112204')).status).toBe(400);
  expect(clients('32479112204')).toBe(1);
  world.desk.faults.add({
    operation: 'chat2desk.listChannels',
    status: 500,
    times: 9,
    afterProcessing: false,
  });
  expect((await add('32479112205')).status).toBe(502);
  world.desk.faults.clear();
  expect(clients('32479112205')).toBe(0);
});
