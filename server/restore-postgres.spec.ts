import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postgresDatabases } from './data/postgres-database.ts';
import { createPostgresDatabase } from './data/testing/postgres.ts';
import { BroadcastStore } from './gateway/connections/broadcasts/broadcast-store.ts';
import { broadcastPlan } from './gateway/connections/broadcasts/broadcast-tables.ts';
import { openLedger } from './gateway/connections/ledger.ts';
import { ledgerPlan } from './gateway/connections/ledger-tables.ts';
import { PublicationStore } from './gateway/connections/publications/publication-store.ts';
import { publicationPlan } from './gateway/connections/publications/publication-tables.ts';
import { Seal } from './gateway/sessions/sealed.ts';
import { EventStream } from './gateway/testing/event-stream.ts';
import { answer, codeOf, intent, seal, stateOf } from './gateway/testing/ledger-intents.ts';
import { lapse } from './gateway/testing/process-world.ts';
import { statusChange } from './gateway/testing/push-world.ts';
import { json, tokens } from './gateway/testing/upstream.ts';
import { World } from './gateway/testing/world.ts';
import { parseHookSecrets } from './gateway/webhooks/hook-secrets.ts';

/** A database that is lost, of which there is a copy from before. */
const secret = randomBytes(32).toString('base64url');
let url: string;
let world: World;
let keeper: pg.Client;
beforeAll(async () => {
  url = await createPostgresDatabase();
  const databaseUrl = url;
  const hookSecrets = parseHookSecrets(secret, 'test');
  world = await World.start({
    databaseUrl,
    sessionSecret: secret,
    connectionsSecret: secret,
    hookSecrets,
    heartbeatMs: 500,
  });
  const sign = tokens();
  world.upstream.answer = (request, response) =>
    request.url.startsWith('/api/') ? json(response, 200, { name: 'Weekly' }) : sign(request, response);
  const server = new URL(url);
  server.pathname = '/postgres';
  keeper = new pg.Client(server.href);
  await keeper.connect();
});
afterAll(async () => {
  await world.stop();
  await keeper.end();
});

const name = () => new URL(url).pathname.slice(1);
const hook = async () => {
  const body = JSON.stringify(statusChange(randomUUID(), 'finished'));
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${world.url}/hooks/${secret}`, { method: 'POST', headers, body });
  return response.status;
};
/** A page that has heard something, and where it is. */
async function listen(changes: number, lastEventId?: string): Promise<string | undefined> {
  const cookie = await world.signIn();
  const stream = await EventStream.open(world.url, cookie, { token: world.tokenOf(cookie), lastEventId });
  await expect.poll(() => stream.messages[0]?.type).toBe('hello');
  for (let count = 0; count < changes; count += 1) expect(await hook()).toBe(200);
  await expect.poll(() => stream.changes).toHaveLength(changes);
  const position = stream.lastEventId;
  stream.close();
  return position;
}
/** The stores, opened beside the gateway. */
async function opened<T>(work: (stores: Awaited<ReturnType<typeof storesIn>>) => Promise<T>): Promise<T> {
  const databases = postgresDatabases(url);
  const stores = await storesIn(databases);
  try {
    return await work(stores);
  } finally {
    await stores.ledger.close();
    await databases.close();
  }
}
const storesIn = async (databases: ReturnType<typeof postgresDatabases>) => ({
  ledger: await openLedger(await databases.open(ledgerPlan), seal),
  publications: new PublicationStore(await databases.open(publicationPlan), new Seal(secret, 'publications')),
  broadcasts: new BroadcastStore(await databases.open(broadcastPlan), new Seal(secret, 'broadcasts')),
});

/** What the documentation has people run. */
function statements(): string {
  const text = readFileSync(new URL('../docs/deployment.md', import.meta.url), 'utf8');
  return /```sql\n([^`]+)```/.exec(text)?.[1] ?? '';
}

test('an older copy takes the place of a lost database: nothing is done twice, nobody is who signed out, no page misses anything', {
  timeout: 60_000,
}, async () => {
  const early = await world.signIn();
  const before = await listen(2);
  const person = { uuid: 'ada', name: 'Ada' };
  await opened(async ({ ledger, publications, broadcasts }) => {
    await (await ledger.begin(intent({ key: 'done' }))).end(answer('{"id":1}'));
    await (await ledger.begin(intent({ key: 'under way' }))).leaves();
    const of = { id: 'p', organisation: 'own', person, author: 'ada@x.test' };
    const content = { meeting: randomUUID(), title: 'Minutes', participants: [], bytes: 10 };
    await publications.add(of, { ...content, mediaType: 'audio/webm' });
    const at = Date.now() + 600_000;
    const given = { id: 'b', organisation: 'own', person, at, sendAt: at, account: 'account' };
    await broadcasts.add({ ...given, content: { way: 'text', text: 'Closed', data: {} } }, []);
  });
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`UPDATE publications SET state = 'sending'`);
  // As it stands when a gateway is killed.
  await client.query(`UPDATE entries SET state = 'under-way' WHERE key = 'under way'`);
  await client.end();
  await world.close();
  await keeper.query(`CREATE DATABASE ${name()}_copy TEMPLATE ${name()}`);

  // It continues, and is lost.
  await world.run();
  const late = await listen(3);
  expect(late).not.toBe(before);
  await opened(async ({ ledger }) => (await ledger.begin(intent({ key: 'later' }))).end(answer('{}')));
  await world.close();
  await keeper.query(`DROP DATABASE ${name()}`);
  await keeper.query(`ALTER DATABASE ${name()}_copy RENAME TO ${name()}`);
  const restored = new pg.Client(url);
  await restored.connect();
  expect(statements()).toContain('publications');
  await restored.query(statements());
  await restored.end();
  await lapse(url, 'leases', 'ledger_holders');
  await world.run();

  expect((await fetch(`${world.url}/readyz`)).status).toBe(200);
  expect((await world.api('/user/me', early)).status).toBe(401);
  await opened(async ({ ledger, publications, broadcasts }) => {
    await ledger.tend();
    expect(await stateOf(ledger)).toEqual([
      ['under way', 'unknown'],
      ['done', 'done'],
    ]);
    // What was done is not done again, nor is what may have been.
    expect((await ledger.begin(intent({ key: 'done' }))).before?.body?.toString()).toBe('{"id":1}');
    expect(await codeOf(ledger.begin(intent({ key: 'under way' })))).toBe('may-be-done');
    expect((await publications.find('p'))?.state).toBe('stopped');
    expect((await broadcasts.find('b'))?.state).toBe('stopped');
  });
  // A page that was further than the copy reads everything: what comes next has numbers that it has seen.
  const cookie = await world.signIn();
  const page = await EventStream.open(world.url, cookie, { token: world.tokenOf(cookie), lastEventId: late });
  await expect.poll(() => page.messages.map(({ type }) => type)).toContain('resync');
  expect(await hook()).toBe(200);
  await expect.poll(() => page.changes).toHaveLength(1);
  page.close();
});
