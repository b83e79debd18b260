import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { firstRun, type OwnRun } from './data-lock.ts';
import type { Database } from './database.ts';

/** What one gateway does and no other at the same time. */
export interface Lease {
  /** Has it for so long from now on, in ms; false when another has it already, as this one was too late. */
  renew(ms: number): Promise<boolean>;
  release(): Promise<void>;
}

export interface Leases {
  /** Whether there can be other gateways. */
  readonly isShared: boolean;
  /**
   * Takes a lease; undefined while another has it. It ends by itself, so whoever dies keeps nobody waiting for longer.
   * @param ms for how long. The clocks of gateways must not differ by nearly as much.
   */
  take(name: string, ms: number): Promise<Lease | undefined>;
  /** The same once it is free; undefined when that takes longer than `patienceMs`. */
  wait(name: string, ms: number, patienceMs: number): Promise<Lease | undefined>;
  /** Whether someone has it now. */
  isHeld(name: string): Promise<boolean>;
  /** Does something while it has the lease, however long that takes; undefined when it is not free in time. */
  hold<T>(
    name: string,
    patienceMs: number,
    work: () => Promise<T>,
  ): Promise<{ readonly result: T } | undefined>;
}

const lookEveryMs = 50;
/** Whoever dies while holding one keeps others waiting for this long, in ms. */
const heldMs = 10_000;

const sql = {
  take: `INSERT INTO leases (name, holder, until) VALUES (?1, ?2, ?3)
    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until WHERE leases.until <= ?4`,
  renew: 'UPDATE leases SET until = ? WHERE name = ? AND holder = ?',
  release: 'DELETE FROM leases WHERE name = ? AND holder = ?',
  forget: `DELETE FROM leases WHERE holder LIKE ? || ' %'`,
  held: 'SELECT 1 FROM leases WHERE name = ? AND until > ?',
};

/** @param database of `workPlan`; `now` in ms since the epoch; `run` this gateway's. */
export function leasesIn(
  database: Database,
  now: () => number = Date.now,
  { id: run }: OwnRun = firstRun(),
): Leases {
  async function take(name: string, ms: number): Promise<Lease | undefined> {
    const holder = `${run} ${randomUUID()}`;
    const isTaken = (await database.run(sql.take, name, holder, now() + ms, now())) === 1;
    if (!isTaken) return undefined;
    return {
      renew: async (more) => (await database.run(sql.renew, now() + more, name, holder)) === 1,
      async release() {
        await database.run(sql.release, name, holder);
      },
    };
  }
  async function wait(name: string, ms: number, patienceMs: number): Promise<Lease | undefined> {
    for (const until = performance.now() + patienceMs; ; ) {
      const lease = await take(name, ms);
      if (lease || performance.now() > until) return lease;
      await pause(lookEveryMs * (0.5 + Math.random()));
    }
  }
  return {
    isShared: database.engine !== 'sqlite',
    take,
    wait,
    isHeld: async (name) => (await database.one(sql.held, name, now())) !== undefined,
    async hold(name, patienceMs, work) {
      const lease = await wait(name, heldMs, patienceMs);
      if (!lease) return undefined;
      // Where it cannot be renewed now, it may be the next time.
      const renewing = setInterval(() => void lease.renew(heldMs).catch(() => undefined), heldMs / 4);
      try {
        return { result: await work() };
      } finally {
        clearInterval(renewing);
        await lease.release().catch(() => undefined);
      }
    },
  };
}

/** What was held by one that has ended is free: where there is one gateway only, all of it. */
export async function forgetLeases(database: Database, before?: string): Promise<void> {
  if (database.engine === 'sqlite') await database.run('DELETE FROM leases');
  else if (before) await database.run(sql.forget, before);
}
