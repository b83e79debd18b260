import { expect, test } from 'vitest';
import { engines, storePlace } from '../../data/testing/engines.ts';
import { createLogger } from '../http/log.ts';
import { openAuditLog } from './audit-log.ts';
import { auditPlan } from './audit-tables.ts';
import { auditWatch } from './audit-watch.ts';

test.each(engines)(
  'on %s, an audit log that has grown large is reported once a day, and keeps growing',
  async (engine) => {
    const place = await storePlace(engine);
    const audit = openAuditLog(await place.open().open(auditPlan));
    const lines: string[] = [];
    let now = 0;
    const watch = auditWatch(
      audit,
      createLogger('info', (line) => lines.push(line)),
      {
        large: (await audit.bytes()) + 1,
        now: () => now,
      },
    );
    await watch();
    expect(lines).toEqual([]);
    const begin = () =>
      audit.begin({ requestId: 'r', action: 'inviteUser', target: 'x'.repeat(300), change: {} });
    while (lines.length === 0 && (await audit.bytes()) < 1_000_000) {
      await begin();
      await watch();
    }
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', bytes: await audit.bytes() });
    await watch();
    now = 24 * 60 * 60 * 1000 - 1;
    await watch();
    expect(lines).toHaveLength(1);
    now += 1;
    await watch();
    expect(lines).toHaveLength(2);
    const before = (await audit.list({ limit: 1_000 })).length;
    await begin();
    expect(await audit.list({ limit: 1_000 })).toHaveLength(before + 1);
    await place.end();
  },
);
