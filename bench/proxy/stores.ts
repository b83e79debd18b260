/**
 * What the stores cost in PostgreSQL, on the same machine and written to disk, beside SQLite: each operation one after the other,
 * and sixteen at a time; and requests through a gateway with either, and through two with one PostgreSQL, in turns.
 *
 *   npm run bench:stores -- [rounds, 3]
 *
 * Figures differ between machines; compare the two engines within one run (docs/performance.md).
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Databases } from '../../server/data/database.ts';
import { leasesIn } from '../../server/data/leases.ts';
import { postgresDatabases } from '../../server/data/postgres-database.ts';
import { sqliteDatabases } from '../../server/data/sqlite-database.ts';
import { announcePostgres, createPostgresDatabase } from '../../server/data/testing/postgres.ts';
import { workPlan } from '../../server/data/work-plan.ts';
import { openSharedFileStore } from '../../server/gateway/connections/shared/shared-file-store.ts';
import { sharedPlan } from '../../server/gateway/connections/shared/shared-file-tables.ts';
import { openAuditLog } from '../../server/gateway/elevation/audit-log.ts';
import { auditPlan } from '../../server/gateway/elevation/audit-tables.ts';
import { IdempotencyStore } from '../../server/gateway/elevation/idempotency-store.ts';
import { limitsIn } from '../../server/gateway/scheduling/open-limits.ts';
import { Seal } from '../../server/gateway/sessions/sealed.ts';
import { sessionPlan } from '../../server/gateway/sessions/session-tables.ts';
import { openSessionStore } from '../../server/gateway/sessions/sessions.ts';
import { pushPlan } from '../../server/gateway/webhooks/push-schema.ts';
import { openPushStore } from '../../server/gateway/webhooks/push-store.ts';
import { benchmark, median, quantile, roundOf, type Side, show, signIn } from './measure.ts';

const rounds = Number(process.argv[2] ?? 3);
const [warmUp, samples, atOnce] = [100, 600, 16];
const path = '/api/types/list';
const endPostgres = announcePostgres(true);

type Operation = () => Promise<unknown>;

interface Loaded {
  readonly side: Side;
  readonly pid: number;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, next) => total + next, 0);

/** What requests do most, and what costs most. */
async function operationsOn(databases: Databases): Promise<Record<string, Operation>> {
  const seal = new Seal('the secret of the benchmark');
  const sessions = await openSessionStore(await databases.open(sessionPlan), seal, 30);
  const audit = openAuditLog(await databases.open(auditPlan));
  const limits = { deliveries: 100_000, days: 30, reportBytes: 1e9 };
  const push = await openPushStore(await databases.open(pushPlan), seal, limits);
  const work = await databases.open(workPlan);
  const [leases, idempotency] = [leasesIn(work), new IdempotencyStore(work, seal)];
  const counted = limitsIn(work).of({ name: 'bench', requests: 60_000, comesBack: 'steadily' });
  const files = await openSharedFileStore(await databases.open(sharedPlan), seal);
  const content = randomBytes(100 * 1024);
  const tokens = { accessToken: 'access', accessExpiresAt: 9e12, refreshToken: 'refresh' };
  const id = await sessions.create(tokens);
  const key = (await sessions.find(id))?.key ?? '';
  const entryOf = () => ({
    requestId: randomUUID(),
    action: 'inviteUser',
    target: 'x@firm.test',
    change: {},
  });
  const actor = { uuid: 'a', name: 'Ada', email: 'ada@firm.test' };
  const end = { outcome: 'done', status: 200, reason: null, refusal: null } as const;
  return {
    'a request’s session is looked up': () => sessions.claim(id, 'access'),
    'someone signs in': () => sessions.create(tokens),
    'tokens are replaced': () => sessions.replace(key, tokens),
    'an entry of the audit log': () => audit.note(entryOf(), actor, end),
    'a webhook with its event': () =>
      push.receive({
        origin: undefined,
        event: 'meeting.status.changed',
        sentAt: Date.now(),
        about: 'meeting',
        subject: randomUUID(),
        status: 'finished',
        bytes: 500,
        fingerprint: randomBytes(32).toString('hex'),
        payload: JSON.stringify({ text: 'x'.repeat(400) }),
        report: undefined,
      }),
    'an action under a key': () =>
      idempotency.once('a', randomUUID(), 'it', async () => ({ status: 200, body: { id: 1 } })),
    'a request is counted': () => counted.take('ada'),
    'the first request of someone is counted': () => counted.take(randomUUID()),
    'a file of 100 KiB is kept for a client, and fetched': async () => {
      const person = { organisation: 'own', person: randomUUID(), key: randomUUID(), meeting: 'm' };
      const file = { name: 'Minutes.pdf', type: 'application/pdf' as const, content };
      return files.fetch((await files.add({ ...person, ...file, to: { client: 1 } })).link);
    },
    'a lease, taken and given back': async () => (await leases.take(randomUUID(), 10_000))?.release(),
  };
}

async function timesOf(operation: Operation, lanes: number): Promise<number[]> {
  const times: number[] = [];
  let left = samples;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      const startedAt = performance.now();
      await operation();
      times.push(performance.now() - startedAt);
      // As requests do: others' turns come in between.
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return times;
}

const milliseconds = (times: readonly number[]) =>
  `${median(times).toFixed(2)} / ${quantile(times, 0.95).toFixed(2)}`;

async function showOperations(url: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'claritalk-bench-'));
  const engines = { SQLite: sqliteDatabases(folder), PostgreSQL: postgresDatabases(url) };
  console.log('median / 95th percentile in ms, one after the other, and 16 at a time');
  for (const [engine, databases] of Object.entries(engines)) {
    for (const [name, operation] of Object.entries(await operationsOn(databases))) {
      for (let count = 0; count < warmUp; count += 1) await operation();
      const [single, together] = [await timesOf(operation, 1), await timesOf(operation, atOnce)];
      show(`${engine}: ${name}`, `${milliseconds(single)}   ${milliseconds(together)}`);
    }
    await databases.close();
  }
  rmSync(folder, { recursive: true });
}

await benchmark(async ({ start, folder }) => {
  await showOperations(await createPostgresDatabase());
  const upstream = await start('upstream.ts');
  const url = await createPostgresDatabase();
  const gatewayWith = async (...more: string[]): Promise<Loaded> => {
    const gateway = await start('gateway.ts', upstream.origin, await folder(), ...more);
    const side = { origin: gateway.origin, path, headers: await signIn(gateway.port) };
    return { side, pid: gateway.child.pid ?? 0 };
  };
  const [sqlite, postgres, second] = [
    await gatewayWith(),
    await gatewayWith('', url),
    await gatewayWith('', url),
  ];
  const sides = {
    'one gateway with SQLite': [sqlite],
    'one gateway with PostgreSQL': [postgres],
    'two gateways with one PostgreSQL': [postgres, second],
  };
  const shown = Object.entries(sides).map(([name, loaded]) => ({ name, loaded, perSecond: [0], costs: [0] }));
  for (let round = 0; round <= rounds; round += 1) {
    for (const one of shown) {
      const measured = await Promise.all(one.loaded.map(({ side, pid }) => roundOf(side, pid)));
      // The first warms up.
      if (round === 0) [one.perSecond, one.costs] = [[], []];
      else {
        one.perSecond.push(sum(measured.map(({ perSecond }) => perSecond)));
        one.costs.push(sum(measured.map(({ cost }) => cost)) / measured.length);
      }
    }
  }
  for (const { name, perSecond, costs } of shown) {
    show(`requests/s through ${name}`, median(perSecond).toFixed(0));
    show(`  processor time of a gateway per request`, `${median(costs).toFixed(0)} µs`);
  }
  const [one = 0, other = 0, two = 0] = shown.map(({ perSecond }) => median(perSecond));
  show('ratio PostgreSQL : SQLite', (other / one).toFixed(2));
  show('ratio two : one', (two / other).toFixed(2));
  console.log(`On ${await endPostgres()}.`);
});
