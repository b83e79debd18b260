import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openAuditLog } from './audit-log.ts';

test('a log from before reasons were kept as codes can still be read and written', () => {
  const directory = mkdtempSync(join(tmpdir(), 'claritalk-audit-'));
  const file = join(directory, 'audit.sqlite');
  const begin = { requestId: 'r', action: 'inviteUser', target: null, change: {} };
  const end = { outcome: 'refused', status: 409, reason: 'This person is already a user.' } as const;
  const refusal = { code: 'user-exists', values: {} } as const;
  const first = openAuditLog(file);
  first.end(first.begin(begin), { ...end, refusal: null });
  first.close();
  const older = new DatabaseSync(file);
  older.exec('ALTER TABLE audit_ends DROP COLUMN refusal');
  older.close();
  for (const opened of [1, 2]) {
    const log = openAuditLog(file);
    log.end(log.begin(begin), { ...end, refusal });
    expect(log.list({ limit: 9 }).map((entry) => entry.refusal)).toEqual([
      ...new Array(opened).fill(refusal),
      null,
    ]);
    log.close();
  }
  rmSync(directory, { recursive: true });
});
