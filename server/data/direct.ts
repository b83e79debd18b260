import type { DatabaseSync } from 'node:sqlite';
import type { Database } from './database.ts';
import { sealMarks } from './migrate.ts';
import { problemIn, sqliteProblem } from './sqlite-database.ts';
import { statementsOf } from './statements.ts';
import { StoreFailure } from './store-failure.ts';

/** What can be done with any store. */
export type PlainDatabase = Pick<Database, 'store' | 'all' | 'one' | 'run' | 'transaction' | 'problem'>;

/**
 * The database of a store that still speaks to SQLite itself. Each statement is carried out and saved when it is called,
 * those of a transaction too: in between, the store may begin one of its own.
 */
export function direct(store: string, database: DatabaseSync): PlainDatabase {
  const attempt = async <T>(statement: () => T): Promise<T> => {
    try {
      return statement();
    } catch (error) {
      const problem = problemIn(error);
      throw problem ? new StoreFailure(store, problem, error) : error;
    }
  };
  const statements = statementsOf({
    rows: (sql, values) => attempt(() => database.prepare(sql).all(...values)),
    changes: (sql, values) => attempt(() => Number(database.prepare(sql).run(...values).changes)),
  });
  return {
    store,
    ...statements,
    async transaction(_lock, work) {
      await attempt(() => database.exec(sealMarks));
      return work(statements);
    },
    problem: async () => sqliteProblem(database),
  };
}
