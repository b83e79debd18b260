import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Leases, leasesIn } from './leases.ts';
import { OwnedWork, type Ownership } from './owned-work.ts';
import { postgresDatabases } from './postgres-database.ts';
import { createPostgresDatabase } from './testing/postgres.ts';
import { type PostgresWire, postgresWire } from './testing/postgres-wire.ts';
import { workPlan } from './work-plan.ts';

const leaseMs = 900;
let url: string;
let wire: PostgresWire;
/** What the gateways do, in order; two at a time is what must not be. */
let steps: string[];
let most: number;
let active: Set<string>;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  url = await createPostgresDatabase();
});
beforeEach(async () => {
  wire = await postgresWire(url);
  ends.push(wire.end);
  [steps, most, active] = [[], 0, new Set()];
});
afterEach(async () => {
  await wire.mend();
  for (const end of ends.splice(0).reverse()) await end();
});

/** A gateway that does a step every 10 ms for as long as it may. */
async function gateway(name: string, at = url): Promise<OwnedWork> {
  const databases = postgresDatabases(at, { connectMs: 200, answerMs: 300, statementMs: 200 });
  ends.push(databases.close);
  const leases: Leases = leasesIn(await databases.open(workPlan));
  const work = async ({ signal, isCertain }: Ownership) => {
    while (!signal.aborted && isCertain()) {
      active.add(name);
      most = Math.max(most, active.size);
      steps.push(name);
      await new Promise((resolve) => setTimeout(resolve, 10));
      active.delete(name);
    }
  };
  const owned = new OwnedWork({ leases, name: 'job', work, failed: () => undefined, leaseMs, everyMs: 40 });
  ends.push(() => owned.close());
  return owned;
}

test('one gateway does it; another takes over at once when that one ends in order', async () => {
  const [one] = [await gateway('one')];
  await expect.poll(() => steps.length).toBeGreaterThan(3);
  await gateway('other');
  await new Promise((resolve) => setTimeout(resolve, leaseMs * 1.5));
  expect(new Set(steps)).toEqual(new Set(['one']));
  await one!.close();
  const before = steps.length;
  await expect.poll(() => steps.slice(before), { timeout: leaseMs }).toContain('other');
  expect(most).toBe(1);
});

test('one that has lost its database stops before another takes over, and is second when it is back', async () => {
  await gateway('one', wire.url);
  await expect.poll(() => steps.length).toBeGreaterThan(3);
  await gateway('other');
  wire.hold();
  await expect.poll(() => steps.at(-1), { timeout: leaseMs * 4 }).toBe('other');
  expect(most).toBe(1);
  await wire.mend();
  const before = steps.length;
  await new Promise((resolve) => setTimeout(resolve, leaseMs));
  expect(new Set(steps.slice(before))).toEqual(new Set(['other']));
  expect(most).toBe(1);
});
