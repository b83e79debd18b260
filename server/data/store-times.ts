import { channel } from 'node:diagnostics_channel';
import { basename } from 'node:path';
import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** How long a database took. */
export interface StoreTime {
  /** Name of its file. */
  readonly store: string;
  readonly kind: 'read' | 'write' | 'commit';
  readonly seconds: number;
}

const times = channel('claritalk-dashboard:store');

/** Who wants to know how long databases take, from those on that are opened later. */
export const storeTimes = {
  listen(listener: (time: StoreTime) => void): { end(): void } {
    // Only this file publishes there.
    const heard = (message: unknown) => listener(message as StoreTime);
    times.subscribe(heard);
    return { end: () => void times.unsubscribe(heard) };
  },
  get isHeard(): boolean {
    return times.hasSubscribers;
  },
  tell: (time: StoreTime): void => times.publish(time),
};

/** Measures a database, if anyone wants to know: otherwise nothing is put around its statements. */
export function measured(database: DatabaseSync, file: string): DatabaseSync {
  if (!storeTimes.isHeard) return database;
  const store = basename(file, '.sqlite');
  const timed =
    <Values extends unknown[], Result>(kind: StoreTime['kind'], work: (...values: Values) => Result) =>
    (...values: Values): Result => {
      const startedAt = performance.now();
      try {
        return work(...values);
      } finally {
        storeTimes.tell({ store, kind, seconds: (performance.now() - startedAt) / 1000 });
      }
    };
  const prepare = database.prepare.bind(database);
  const exec = database.exec.bind(database);
  const commit = timed('commit', exec);
  return Object.assign(database, {
    prepare(sql: string): StatementSync {
      const statement = prepare(sql);
      return Object.assign(statement, {
        run: timed('write', statement.run.bind(statement)),
        get: timed('read', statement.get.bind(statement)),
        all: timed('read', statement.all.bind(statement)),
      });
    },
    exec: (sql: string) => (sql === 'COMMIT' ? commit(sql) : exec(sql)),
  });
}
