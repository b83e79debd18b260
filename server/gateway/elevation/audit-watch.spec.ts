import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLogger } from '../http/log.ts';
import { openAuditLog } from './audit-log.ts';
import { auditWatch } from './audit-watch.ts';

test('an audit log that has grown large is reported once a day, and keeps growing', () => {
  const directory = mkdtempSync(join(tmpdir(), 'claritalk-audit-'));
  const audit = openAuditLog(join(directory, 'audit.sqlite'));
  const lines: string[] = [];
  let now = 0;
  const watch = auditWatch(
    audit,
    createLogger('info', (line) => lines.push(line)),
    {
      large: audit.bytes() + 1,
      now: () => now,
    },
  );
  watch();
  expect(lines).toEqual([]);
  const begin = () =>
    audit.begin({ requestId: 'r', action: 'inviteUser', target: 'x'.repeat(300), change: {} });
  while (lines.length === 0 && audit.bytes() < 1_000_000) {
    begin();
    watch();
  }
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', bytes: audit.bytes() });
  watch();
  now = 24 * 60 * 60 * 1000 - 1;
  watch();
  expect(lines).toHaveLength(1);
  now += 1;
  watch();
  expect(lines).toHaveLength(2);
  const before = audit.list({ limit: 1_000 }).length;
  begin();
  expect(audit.list({ limit: 1_000 })).toHaveLength(before + 1);
  audit.close();
  rmSync(directory, { recursive: true });
});
