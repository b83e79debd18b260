import type { Database } from '../../data/database.ts';

/** A wait that a system has asked for. */
export interface Hold {
  /** Whose, and what for. */
  readonly id: string;
  /** In ms since the epoch. */
  readonly until: number;
  /** What the system says is allowed in that time, as it says it. */
  readonly limit: string | undefined;
}

/** What gateways tell each other of such waits. */
export interface SharedHolds {
  /** Tells the others; where that fails they find out for themselves. */
  tell(hold: Hold): void;
  /** `heard` is called with all that are not over, whenever there is another one. */
  follow(heard: (hold: Hold) => void): void;
  sweep(): Promise<void>;
}

const topic = 'holds';
const sql = {
  tell: `INSERT INTO holds (id, until, quota) VALUES (?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET until = excluded.until, quota = excluded.quota WHERE holds.until < excluded.until`,
  all: 'SELECT id, until, quota FROM holds WHERE until > ?',
  sweep: 'DELETE FROM holds WHERE until <= ?',
};

/** @param database of `workPlan`; `now` in ms since the epoch. */
export function sharedHolds(database: Database, now: () => number = Date.now): SharedHolds {
  const tell = async ({
    id,
    until,
    limit = null,
  }: Omit<Hold, 'limit'> & { limit?: string | null | undefined }) => {
    await database.run(sql.tell, id, until, limit);
    await database.tell(topic);
  };
  return {
    tell: (hold) => void tell(hold).catch(() => undefined),
    follow(heard) {
      const look = async () => {
        const rows = await database.all<{ id: string; until: number; quota: string | null }>(sql.all, now());
        for (const { id, until, quota } of rows) heard({ id, until, limit: quota ?? undefined });
      };
      const lookQuietly = () => void look().catch(() => undefined);
      database.follow(lookQuietly, topic);
      lookQuietly();
    },
    async sweep() {
      await database.run(sql.sweep, now());
    },
  };
}
