/**
 * Retention over very many meetings, with the gateway's own code on a file of SQLite and a Claritalk in memory that answers
 * at once: how long a list takes, and how much memory beside that of an idle process. Half of the meetings are due.
 *
 *   npm run bench:retention -- [meetings]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { leasesIn } from '../../server/data/leases.ts';
import { sqliteDatabases } from '../../server/data/sqlite-database.ts';
import { workPlan } from '../../server/data/work-plan.ts';
import { openAuditLog } from '../../server/gateway/elevation/audit-log.ts';
import { auditPlan } from '../../server/gateway/elevation/audit-tables.ts';
import { createLogger } from '../../server/gateway/http/log.ts';
import type { OneMeeting } from '../../server/gateway/retention/listed-meeting.ts';
import type { RetentionMeetings } from '../../server/gateway/retention/meetings.ts';
import { Retention } from '../../server/gateway/retention/retention.ts';
import { RetentionStore } from '../../server/gateway/retention/retention-store.ts';
import { retentionPlan } from '../../server/gateway/retention/retention-tables.ts';
import { Seal } from '../../server/gateway/sessions/sealed.ts';

const count = Number(process.argv[2] ?? 100_000);
const day = 24 * 60 * 60 * 1000;
const folder = mkdtempSync(join(tmpdir(), 'bench-retention-'));

/** Made when it is asked for: the meetings themselves take no memory. */
function meeting(number: number): OneMeeting {
  const at = Date.now() - (number % 2 === 0 ? 200 : 100) * day;
  return {
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    name: `Meeting with a client about something, ${number}`,
    owner: null,
    status: 'draft',
    language: 'nl',
    createdAt: at,
    changedAt: at,
    typeId: number % 7,
    teamIds: [],
    dossier: null,
  };
}

const meetings: RetentionMeetings = {
  page: async (offset) =>
    Array.from({ length: Math.max(0, Math.min(100, count - offset)) }, (_, at) => meeting(offset + at)),
  read: async (id) => meeting(Number(id.slice(-12))),
  delete: async () => true,
};

const databases = sqliteDatabases(folder);
const store = new RetentionStore(await databases.open(retentionPlan), new Seal('a secret', 'retention'));
const retention = new Retention({
  store,
  audit: openAuditLog(await databases.open(auditPlan)),
  leases: leasesIn(await databases.open(workPlan)),
  log: createLogger('error', (line) => process.stderr.write(`${line}\n`)),
  meetings: () => meetings,
});
const admin = { uuid: 'ada', name: 'Ada', email: '' };
const rules = [{ kind: 'draft', after: { amount: 150, unit: 'days' } }] as const;
const memory = () => process.memoryUsage().rss / 1024 / 1024;
const before = memory();
let highest = before;
const id = '00000000-0000-4000-8000-000000000000';
const began = performance.now();
await retention.list(id, () => store.begin(id, admin, rules));
while ((await store.state(id)) === 'listing') {
  highest = Math.max(highest, memory());
  await pause(50);
}
const seconds = (performance.now() - began) / 1000;
const view = await store.view(id);
const page = performance.now();
await store.items(id, Math.floor(count / 4), 50);
const ms = performance.now() - page;
for (const [figure, value] of [
  ['meetings looked at', view?.read],
  ['on the list', view?.counts.listed],
  ['seconds, Claritalk answering at once', seconds.toFixed(1)],
  ['MB more than before, at most', (highest - before).toFixed(0)],
  ['ms for a page from the middle', ms.toFixed(1)],
] as const)
  console.log(`${figure.padEnd(44)} ${value}`);
await retention.close();
await databases.close();
rmSync(folder, { recursive: true });
