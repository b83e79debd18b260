import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DataDirInUse, lockDataDir } from '../data/data-lock.ts';
import { createPostgresDatabase } from '../data/testing/postgres.ts';
import { freePort } from './testing/admin-world.ts';
import { GatewayProcess } from './testing/gateway-process.ts';

/** One gateway with PostgreSQL: what it held when it was killed is its own again as soon as it starts, long before its time is over. */
const dataDir = mkdtempSync(join(tmpdir(), 'claritalk-alone-'));
const secret = () => randomBytes(32).toString('base64url');
let gateway: GatewayProcess;
let client: pg.Client;
beforeAll(async () => {
  const databaseUrl = await createPostgresDatabase();
  client = new pg.Client(databaseUrl);
  await client.connect();
  gateway = new GatewayProcess({
    DATABASE_URL: databaseUrl,
    SESSION_SECRET: secret(),
    CONNECTIONS_SECRET: secret(),
    HOOK_SECRETS: secret(),
    PORT: String(await freePort()),
    DATA_DIR: dataDir,
    // Claritalk is not there, and is not needed.
    CLARITALK_URL: 'http://127.0.0.1:1',
    CLARITALK_CLIENT_ID: 'id',
    CLARITALK_CLIENT_SECRET: 'secret',
  });
  await gateway.start();
}, 90_000);
afterAll(async () => {
  gateway.resume();
  gateway.kill();
  await gateway.ended();
  await client.end();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Who has the leases of work in the background: runs. */
async function owners(): Promise<readonly string[]> {
  const names = ['broadcasts', 'publications', 'webhooks'];
  const { rows } = await client.query('SELECT holder FROM leases WHERE name = ANY ($1)', [names]);
  return rows.map(({ holder }) => String(holder).split(' ')[0] ?? '');
}
/** The one run that has them all. */
async function owner(): Promise<string | undefined> {
  const [one, ...more] = await owners();
  return more.length === 2 && more.every((other) => other === one) ? one : undefined;
}

test('a gateway that was killed has its work and its requests as soon as it starts again', {
  timeout: 60_000,
}, async () => {
  await expect.poll(owner).toBeDefined();
  const first = await owner();
  await client.query(
    `INSERT INTO entries (organisation, person, person_name, key, fingerprint, system, operation, effect, state, at, holder)
     VALUES ('o', 'p', 'Ada', 'k', 'f', 'claap', 'createRecording', 'write', 'under-way', $1, $2)`,
    [Date.now(), first],
  );
  gateway.kill();
  await gateway.ended();
  await gateway.start();
  const { rows } = await client.query('SELECT state FROM entries');
  expect(rows).toEqual([{ state: 'unknown' }]);
  // Nothing of the run before is left that it would have to wait for.
  expect(await owners()).not.toContain(first);
  await expect.poll(owner).toBeDefined();
});

test('one that is only held has not ended: nobody begins in its place', async () => {
  gateway.pause();
  const held = await owner();
  expect(() => lockDataDir(dataDir, 'http://localhost')).toThrow(DataDirInUse);
  gateway.resume();
  expect(await owner()).toBe(held);
});
