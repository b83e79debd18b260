import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serverEnvironment } from '../scripts/lib/server-environment.ts';
import type { Databases } from './data/database.ts';
import { postgresDatabases } from './data/postgres-database.ts';
import { sqliteDatabases } from './data/sqlite-database.ts';
import { createPostgresDatabase } from './data/testing/postgres.ts';
import { PublicationStore } from './gateway/connections/publications/publication-store.ts';
import { publicationPlan } from './gateway/connections/publications/publication-tables.ts';
import { StoredSpool } from './gateway/connections/publications/stored-spool.ts';
import { openAuditLog } from './gateway/elevation/audit-log.ts';
import { auditPlan } from './gateway/elevation/audit-tables.ts';
import { Seal } from './gateway/sessions/sealed.ts';
import { sessionPlan } from './gateway/sessions/session-tables.ts';
import { openSessionStore } from './gateway/sessions/sessions.ts';
import { storePlans } from './gateway/store-plans.ts';
import { webm } from './gateway/testing/publish-world.ts';
import { pushPlan } from './gateway/webhooks/push-schema.ts';
import { openPushStore } from './gateway/webhooks/push-store.ts';
import { readDelivery } from './gateway/webhooks/read-delivery.ts';

const ran = promisify(execFile);
let dataDir: string;
let url: string;
const opened: Databases[] = [];
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'claritalk-copy-'));
  url = await createPostgresDatabase();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
  rmSync(dataDir, { recursive: true });
});
const keep = (databases: Databases) => {
  opened.push(databases);
  return databases;
};

/** Of all that the servers share. */
const secret = 's'.repeat(43);

/** Runs the command; what it says, and whether it failed. */
async function run(command: string): Promise<{ said: string; failed: boolean }> {
  const env = {
    ...serverEnvironment(),
    DATA_DIR: dataDir,
    DATABASE_URL: url,
    CLARITALK_URL: 'https://claritalk.test',
    CLARITALK_CLIENT_ID: 'id',
    CLARITALK_CLIENT_SECRET: 'secret',
    SESSION_SECRET: secret,
    CONNECTIONS_SECRET: secret,
    HOOK_SECRETS: secret,
  };
  return ran(process.execPath, [join(import.meta.dirname, 'stores.ts'), command], { env }).then(
    ({ stdout }) => ({ said: stdout, failed: false }),
    (error: { stdout: string; stderr: string }) => ({ said: error.stdout + error.stderr, failed: true }),
  );
}

async function storesIn(databases: Databases) {
  const limits = { deliveries: 1000, days: 30, reportBytes: 1e9 };
  const seal = (purpose: 'session tokens' | 'webhook deliveries') => new Seal('the secret', purpose);
  return {
    sessions: await openSessionStore(await databases.open(sessionPlan), seal('session tokens'), 30),
    audit: openAuditLog(await databases.open(auditPlan)),
    push: await openPushStore(await databases.open(pushPlan), seal('webhook deliveries'), limits),
  };
}

test('no two stores have a table of the same name, and each says which it has', async () => {
  const tables = storePlans.flatMap((plan) => plan.tables);
  expect(new Set(tables).size).toBe(tables.length);
  const files = keep(sqliteDatabases(dataDir));
  for (const plan of storePlans) {
    const made = await (await files.open(plan)).all<{ name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
    );
    const own = made
      .map(({ name }) => name)
      .filter((name) => !['store_versions', 'sealed_for'].includes(name));
    expect(own.sort()).toEqual(plan.tables.toSorted());
  }
});

test('all is copied, checked, and continues where it was', async () => {
  const files = sqliteDatabases(join(dataDir, 'gateway'));
  const before = await storesIn(files);
  const tokens = { accessToken: 'access ü', accessExpiresAt: 9e12, refreshToken: undefined };
  const ids = await Promise.all(Array.from({ length: 45 }, () => before.sessions.create(tokens)));
  const intent = { requestId: 'r', action: 'inviteUser', target: 'it\'s \\ "é"', change: { a: true } };
  for (let count = 0; count < 3; count += 1) await before.audit.begin(intent);
  const meeting = randomUUID();
  const content = Buffer.alloc(2_000, '%PDF-é').toString('base64');
  const body = {
    event: 'meeting.report',
    timestamp: new Date().toISOString(),
    data: { id: meeting, files: { filename: 'a.pdf', content } },
  };
  const { event } = await before.push.receive(readDelivery(Buffer.from(JSON.stringify(body))));
  await files.close();

  const { said, failed } = await run('copy');
  expect(failed, said).toBe(false);
  expect(said).toMatch(/^sessions sessions: 45 rows, SHA-256 [0-9a-f]{16}…, the same in both$/m);
  expect(said).toMatch(/^audit audit_intents: 3 rows/m);
  const after = await storesIn(keep(postgresDatabases(url)));
  const found = await Promise.all(ids.map((id) => after.sessions.find(id)));
  expect(found.map((session) => session?.accessToken)).toEqual(ids.map(() => 'access ü'));
  expect(await after.audit.list({ limit: 9 })).toMatchObject([{ id: 3, ...intent }, { id: 2 }, { id: 1 }]);
  expect(await after.audit.begin(intent)).toBe(4);
  expect((await after.push.reportContent(meeting))?.length).toBe(Buffer.from(content, 'base64').length);
  expect(after.push.epoch).toBe(before.push.epoch);
  const next = { event: 'meeting.report', timestamp: new Date().toISOString(), data: { id: randomUUID() } };
  const received = await after.push.receive(readDelivery(Buffer.from(JSON.stringify(next))));
  expect(received.event?.id).toBe((event?.id ?? 0) + 1);
});

test('files on their way are copied with what is known of them, once', async () => {
  const folder = join(dataDir, 'gateway');
  const files = sqliteDatabases(folder);
  const seal = new Seal(secret, 'publications');
  const before = new PublicationStore(await files.open(publicationPlan), seal);
  const person = { uuid: 'ada', name: 'Ada' };
  const sound = webm(2_500_000);
  const content = {
    ...{ meeting: randomUUID(), title: 'Minutes', participants: [], bytes: sound.length },
    mediaType: 'audio/webm' as const,
  };
  const ids = [randomUUID(), randomUUID()] as const;
  for (const id of ids) await before.add({ id, organisation: 'own', person, author: 'a@x.test' }, content);
  // Of the second only a part has arrived, whatever is behind it in its file.
  await before.received(ids[0], 0, sound.length);
  await before.received(ids[1], 0, 1_200_000);
  mkdirSync(join(folder, 'publications'));
  for (const id of ids) writeFileSync(join(folder, 'publications', id), sound);
  await files.close();

  const { said, failed } = await run('copy');
  expect(failed, said).toBe(false);
  expect(said).toMatch(/^publications: 2 files come with it$/m);
  expect(said).toMatch(/^publications publications: 2 rows/m);
  expect((await run('copy')).said).toMatch(/^publications was there already\.$/m);
  const after = await keep(postgresDatabases(url)).open(publicationPlan);
  for (const [at, length] of [sound.length, 1_200_000].entries()) {
    const pieces = await new StoredSpool(after, seal).read(ids[at] ?? '', length, () => undefined).toArray();
    expect(Buffer.concat(pieces).equals(sound.subarray(0, length))).toBe(true);
  }
  expect(await new PublicationStore(after, seal).get(ids[1])).toMatchObject({ received: 1_200_000, content });
}, 90_000);

test('nothing is copied that the other servers could not read, or that would no longer be delivered', async () => {
  const folder = join(dataDir, 'gateway');
  mkdirSync(folder);
  for (const [name, setting, why] of [
    ['session-secret', 'SESSION_SECRET', 'it sealed what is copied'],
    ['connections-secret', 'CONNECTIONS_SECRET', 'it sealed what is copied'],
    ['hook-secrets', 'HOOK_SECRETS', 'deliveries come to an address that contains it'],
  ] as const) {
    const file = join(folder, name);
    writeFileSync(file, `${'o'.repeat(43)}\n`, { mode: 0o600 });
    expect(await run('copy')).toEqual({ failed: true, said: `${setting} must contain ${file}: ${why}.\n` });
    writeFileSync(file, `${secret}\n`, { mode: 0o600 });
  }
  expect((await run('copy')).failed).toBe(false);
});

test('twice is no more than once; what is there and is not the same stays', async () => {
  const files = sqliteDatabases(join(dataDir, 'gateway'));
  await (await storesIn(files)).audit.begin({ requestId: 'r', action: 'a', target: null, change: {} });
  await files.close();
  expect((await run('copy')).failed).toBe(false);
  expect((await run('copy')).said).toContain('audit was there already.');
  const { audit } = await storesIn(keep(postgresDatabases(url)));
  await audit.begin({ requestId: 'r', action: 'b', target: null, change: {} });
  expect(await run('copy')).toEqual({
    failed: true,
    said: expect.stringContaining(
      'The table audit_intents of PostgreSQL has 2 rows already, and not the same; nothing of audit was copied.',
    ),
  });
  expect(await audit.list({ limit: 9 })).toHaveLength(2);
});

test('tables are brought up to date before a gateway starts; what is wrong is said in one sentence', async () => {
  expect(await run('migrate')).toEqual({
    failed: false,
    said: storePlans.map((plan) => `${plan.store}: version ${plan.migrations.length}\n`).join(''),
  });
  url = 'postgres://postgres@127.0.0.1:9/none';
  expect(await run('migrate')).toEqual({ failed: true, said: 'the store sessions is unreachable\n' });
  url = '';
  expect((await run('migrate')).said).toBe('DATABASE_URL must be set to postgres://…\n');
  expect((await run('copy')).failed).toBe(true);
});
