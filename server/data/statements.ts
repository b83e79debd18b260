import type { Statements, Value } from './database.ts';

/** What an engine does with a statement. */
export interface Executor {
  rows(sql: string, values: readonly Value[]): Promise<readonly unknown[]>;
  changes(sql: string, values: readonly Value[]): Promise<number>;
}

/** Types what statements select: `Row` is what the SQL says, and nothing checks it. */
export function statementsOf({ rows, changes }: Executor): Statements {
  const all = async <Row>(sql: string, ...values: readonly Value[]) =>
    (await rows(sql, values)) as readonly Row[];
  return {
    all,
    one: async <Row>(sql: string, ...values: readonly Value[]) => (await all<Row>(sql, ...values))[0],
    run: (sql, ...values) => changes(sql, values),
  };
}
