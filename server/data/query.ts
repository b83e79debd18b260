import type { SQLInputValue, StatementSync } from 'node:sqlite';

/** A statement that reads. */
export interface Query<Row> {
  /** The first row. */
  get(...values: SQLInputValue[]): Row | undefined;
  all(...values: SQLInputValue[]): Row[];
}

/**
 * Types what a statement selects. `Row` is what its SQL says, and nothing checks it at run time: the tables are STRICT,
 * and nobody else writes to them.
 */
export const query = <Row>(statement: StatementSync): Query<Row> => ({
  get: (...values) => statement.get(...values) as Row | undefined,
  all: (...values) => statement.all(...values) as Row[],
});
