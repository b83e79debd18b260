import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, test } from 'vitest';
import { sqliteDatabases } from '../../data/sqlite-database.ts';
import { emptyPlace, engines } from '../../data/testing/engines.ts';
import { type AuditLog, openAuditLog } from './audit-log.ts';
import { auditPlan } from './audit-tables.ts';

const ada = { uuid: 'ada', name: 'Ada', email: 'ada@firm.test' };
const intent = { requestId: 'r', action: 'inviteUser', target: 'nora@firm.test', change: { role: 'member' } };
const done = { outcome: 'done', status: 201, reason: null, refusal: null } as const;
const refusal = { code: 'user-exists', values: {} } as const;
const refused = {
  outcome: 'refused',
  status: 409,
  reason: 'This person is already a user.',
  refusal,
} as const;

describe.each(engines)('the audit log on %s', (engine) => {
  const place = emptyPlace(engine);
  let log: AuditLog;
  let now: number;
  beforeEach(async () => {
    now = Date.UTC(2026, 0, 1);
    log = openAuditLog(await place.open().open(auditPlan), () => now);
  });

  test('an entry says who asked for what, and what became of it', async () => {
    const id = await log.begin(intent);
    const begun = {
      id,
      at: '2026-01-01T00:00:00.000Z',
      ...intent,
      actor: null,
      outcome: null,
      endedAt: null,
    };
    expect(await log.list({ limit: 9 })).toMatchObject([begun]);
    await log.identify(id, ada);
    now += 1000;
    await log.end(id, refused);
    expect(await log.list({ limit: 9 })).toEqual([
      { ...begun, actor: ada, ...refused, endedAt: '2026-01-01T00:00:01.000Z' },
    ]);
  });

  test('is read from the newest on, all of it or a part', async () => {
    for (const action of ['a', 'b', 'a', 'b']) await log.note({ ...intent, action }, ada, done);
    await log.note(intent, undefined, refused);
    const ids = async (filter: object) => (await log.list({ limit: 9, ...filter })).map(({ id }) => id);
    expect(await ids({})).toEqual([5, 4, 3, 2, 1]);
    expect(await ids({ limit: 2, before: 4 })).toEqual([3, 2]);
    expect(await ids({ action: 'a' })).toEqual([3, 1]);
    expect(await ids({ actor: 'ada', outcome: 'done' })).toEqual([4, 3, 2, 1]);
    expect(await ids({ outcome: 'refused' })).toEqual([5]);
  });

  test('nothing in it is changed or deleted, not even by us', async () => {
    await log.note(intent, ada, done);
    const before = await log.list({ limit: 9 });
    for (const table of auditPlan.tables) {
      const column = { audit_intents: 'action', audit_actors: 'name', audit_ends: 'outcome' }[table];
      for (const sql of [`DELETE FROM ${table}`, `UPDATE ${table} SET ${column} = 'x'`]) {
        await expect(log.database.run(sql), sql).rejects.toThrow('the audit log is append-only');
      }
    }
    await expect(log.end(before[0]?.id ?? 0, refused)).rejects.toThrow(/unique/i);
    expect(await log.list({ limit: 9 })).toEqual(before);
  });
});

test('a log from before there were migrations, and reasons as codes, can still be read and written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'claritalk-audit-'));
  const open = async () => {
    const databases = sqliteDatabases(folder);
    return { databases, log: openAuditLog(await databases.open(auditPlan)) };
  };
  const first = await open();
  await first.log.note(intent, ada, { ...refused, refusal: null });
  await first.databases.close();
  const older = new DatabaseSync(join(folder, 'audit.sqlite'));
  older.exec('DROP TABLE store_versions; ALTER TABLE audit_ends DROP COLUMN refusal');
  older.close();
  for (const opened of [1, 2]) {
    const { databases, log } = await open();
    await log.note(intent, ada, refused);
    const kept = (await log.list({ limit: 9 })).map((entry) => entry.refusal);
    expect(kept).toEqual([...new Array(opened).fill(refusal), null]);
    await databases.close();
  }
  rmSync(folder, { recursive: true });
});
