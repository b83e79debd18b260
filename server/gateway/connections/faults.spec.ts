import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type DeskFault, deskFaults } from '#contract/chat2desk/testing/faults.ts';
import { ConversationWorld } from '../testing/conversation-world.ts';
import { impatient } from '../testing/upstream.ts';

let world: ConversationWorld;
beforeAll(async () => {
  world = await ConversationWorld.start();
});
afterAll(() => world.stop());

const inDesk = (sql: string): Record<string, unknown>[] => {
  const database = new DatabaseSync(join(world.desk.dataDir, 'chat2desk.sqlite'));
  try {
    database.exec('PRAGMA busy_timeout = 5000');
    return database.prepare(sql).all();
  } finally {
    database.close();
  }
};
const usedThisMonth = (count: number) => inDesk(`UPDATE api_calls SET count = ${count}`);

/** What a page reads and changes in a fault; both are refused where the company has not bought the feature. */
const read = { name: 'getCompany', ask: () => world.ask('ada', 'GET', '/companies/info') };
const phone = '31201111111';
const change = {
  name: 'createClient',
  ask: (key: string) => world.ask('ada', 'POST', '/clients', { key, body: { phone, transport: 'sms' } }),
  done: () => inDesk(`SELECT id FROM clients WHERE phone = '${phone}'`).length,
};

async function begin({ cause }: DeskFault, operation: string): Promise<void> {
  if (typeof cause === 'object' && 'delayMs' in cause) await world.restart({ timeouts: impatient });
  if (cause === 'used-up') usedThisMonth(1_000_000);
  else if (cause === 'not-bought') world.desk.settings.lacks = ['write-first'];
  else
    world.desk.faults.add({
      operation: `chat2desk.${operation}`,
      times: 1,
      afterProcessing: false,
      ...cause,
    });
}
const connection = async () =>
  (await world.admin.ask(world.people.ada, 'GET', '/connections')).body.connections[0];
const testKey = () => world.admin.ask(world.people.ada, 'POST', '/connections/chat2desk/test');
const ledgerOf = async (key: string) => {
  const { body } = await world.admin.ask(world.people.ada, 'GET', '/ledger?system=chat2desk&limit=50');
  return body.entries.find((entry: { key: string }) => entry.key === key)?.state;
};

/** Everything is as before: nothing is left of a fault, and the key is accepted again. */
afterEach(async () => {
  world.desk.faults.clear();
  world.desk.settings.lacks = [];
  usedThisMonth(1);
  inDesk(
    `DELETE FROM client_transports WHERE client_id IN (SELECT id FROM clients WHERE phone = '${phone}')`,
  );
  inDesk(`DELETE FROM clients WHERE phone = '${phone}'`);
  await world.restart();
  expect((await testKey()).status).toBe(200);
});

const faults: readonly (readonly [string, DeskFault])[] = Object.entries(deskFaults);

const told = ({ status, body, headers }: Awaited<ReturnType<typeof change.ask>>) => [
  status,
  body.refusal,
  headers.get('retry-after'),
];
const expectedOf = ({ status, code, values, retryAfter }: DeskFault) => [
  status,
  { code, values },
  retryAfter ?? null,
];

// What has to be bought is a change.
test.each(faults.filter(([, { cause }]) => cause !== 'not-bought'))(
  'Chat2Desk: %s: a page that reads is told why',
  async (_, fault) => {
    await begin(fault, read.name);
    expect(told(await read.ask())).toEqual(expectedOf(fault));
  },
);

describe.each(faults)('Chat2Desk: %s', (_, fault) => {
  test('a change is told why, the ledger says what became of it, and nothing was done', async () => {
    await begin(fault, change.name);
    const key = randomUUID();
    const answer = await change.ask(key);
    const isUnknown = fault.ledger === 'unknown';
    expect(told(answer)).toEqual(
      isUnknown
        ? [504, { code: 'outcome-unknown', values: { system: 'Chat2Desk' } }, null]
        : expectedOf(fault),
    );
    expect([await ledgerOf(key), change.done()]).toEqual([fault.ledger, 0]);
    // The same request again: sent where nothing was done, and never where that is not known.
    world.desk.faults.clear();
    if (isUnknown) {
      expect((await change.ask(key)).body.refusal.code).toBe('may-be-done');
      expect(change.done()).toBe(0);
    }
  });
});

test('a change whose response is lost was done once, and is never done again', async () => {
  const key = randomUUID();
  world.desk.faults.add({ operation: 'chat2desk.createClient', drop: true, afterProcessing: true, times: 1 });
  expect((await change.ask(key)).body.refusal.code).toBe('outcome-unknown');
  expect([await ledgerOf(key), change.done()]).toEqual(['unknown', 1]);
  expect((await change.ask(key)).body.refusal.code).toBe('may-be-done');
  expect(change.done()).toBe(1);
});

test('after a refused key nothing is sent until a test succeeds, and the connection says so', async () => {
  world.desk.faults.add({ operation: 'chat2desk.getCompany', status: 401, times: 1, afterProcessing: false });
  await read.ask();
  const before = inDesk('SELECT sum(count) AS count FROM api_calls');
  expect([(await connection()).state, (await read.ask()).status]).toEqual(['key-refused', 424]);
  expect(inDesk('SELECT sum(count) AS count FROM api_calls')).toEqual(before);
  expect((await testKey()).status).toBe(200);
  expect([(await connection()).state, (await read.ask()).status]).toEqual(['connected', 200]);
});
