import * as v from 'valibot';
import type { Database } from './database.ts';
import { jsonColumn } from './json-column.ts';

/** Goes into the migrations of a sandbox where things happen later. */
export const laterTable = `
CREATE TABLE later (
  number INTEGER PRIMARY KEY, due INTEGER NOT NULL, what TEXT NOT NULL, about TEXT NOT NULL, args TEXT NOT NULL
);
CREATE INDEX later_due ON later(due);
`;

type Args = Readonly<Record<string, unknown>>;

/** What is to happen, to what (an id), and all else that is known of it. */
export type Happen = (what: string, about: string, args: Args, due: number) => void;

interface Row {
  readonly number: number;
  readonly due: number;
  readonly what: string;
  readonly about: string;
  readonly args: string;
}

const argsColumn = jsonColumn(v.record(v.string(), v.unknown()));
/** Longest wait of a timer; what is due later is looked at again then. */
const longestWait = 2 ** 31 - 1;

/**
 * What happens automatically after a while. It is kept in the database, so that it happens after a restart too; and
 * anyone who asks before its timer has rung gets to see what was due by then.
 */
export class Later {
  readonly #database: Database;
  readonly #happen: Happen;
  #timer: NodeJS.Timeout | undefined;

  constructor(database: Database, happen: Happen) {
    this.#database = database;
    this.#happen = happen;
    this.#wait();
  }

  add(due: number, what: string, about: string, args: Args = {}): void {
    const sql = 'INSERT INTO later (due, what, about, args) VALUES (?, ?, ?, ?)';
    this.#database.run(sql, due, what, about, JSON.stringify(args));
    this.#wait();
  }

  /** Has happen all that is due, in its order. */
  run(): void {
    for (let row = this.#next(); row && row.due <= Date.now(); row = this.#next()) this.#take(row);
    this.#wait();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #next(): Row | undefined {
    return this.#database.get<Row>('SELECT * FROM later ORDER BY due, number LIMIT 1');
  }

  #take({ number, what, about, args, due }: Row): void {
    this.#database.transaction(() => {
      this.#database.run('DELETE FROM later WHERE number = ?', number);
      this.#happen(what, about, v.parse(argsColumn, args), due);
    });
  }

  #wait(): void {
    clearTimeout(this.#timer);
    const next = this.#next();
    if (!next) return;
    const ms = Math.min(Math.max(0, next.due - Date.now()), longestWait);
    this.#timer = setTimeout(() => this.run(), ms);
    this.#timer.unref();
  }
}
