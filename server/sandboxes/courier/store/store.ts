import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Database } from '../../lib/database.ts';
import { jsonColumn } from '../../lib/json-column.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** Something that Courier keeps. `fields` has what its attributes show, and what they do not. */
export interface Entity {
  /** Grows with each that is added. */
  readonly number: number;
  readonly type: string;
  readonly id: string;
  readonly fields: Fields;
}

interface Row {
  readonly number: number;
  readonly type: string;
  readonly id: string;
  readonly fields: string;
}

const fieldsColumn = jsonColumn(v.record(v.string(), v.unknown()));
const columns = 'SELECT number, type, id, fields FROM entities';

const entityOf = (row: Row): Entity => ({ ...row, fields: v.parse(fieldsColumn, row.fields) });

/** Keeps entities of all types. */
export class Store {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(type: string, fields: Fields, id: string = randomUUID()): Entity {
    const sql = 'INSERT INTO entities (type, id, fields) VALUES (?, ?, ?)';
    const { id: number } = this.#database.run(sql, type, id, JSON.stringify(fields));
    return { number, type, id, fields };
  }

  find(type: string, id: unknown): Entity | undefined {
    if (typeof id !== 'string') return undefined;
    const row = this.#database.get<Row>(`${columns} WHERE type = ? AND id = ?`, type, id);
    return row && entityOf(row);
  }

  /** The entity as it is now: what `fields` does not name stays as it was. */
  change({ type, id }: Pick<Entity, 'type' | 'id'>, fields: Fields): Entity {
    const before = this.find(type, id);
    if (!before) throw new Error(`there is no ${type} ${id} to change`);
    const after = { ...before, fields: { ...before.fields, ...fields } };
    const sql = 'UPDATE entities SET fields = ? WHERE number = ?';
    this.#database.run(sql, JSON.stringify(after.fields), before.number);
    return after;
  }

  remove({ number }: Entity): void {
    this.#database.run('DELETE FROM entities WHERE number = ?', number);
  }

  /** All of a type, in the order in which they were added. */
  all(type: string): readonly Entity[] {
    return this.#database.all<Row>(`${columns} WHERE type = ? ORDER BY number`, type).map(entityOf);
  }

  /** All of a type that belong to a channel, in that order. */
  ofChannel(type: string, channelId: string): readonly Entity[] {
    const sql = `${columns} WHERE type = ? AND json_extract(fields, '$."channel-id"') = ? ORDER BY number`;
    return this.#database.all<Row>(sql, type, channelId).map(entityOf);
  }

  /** All whose field has a value. */
  where(type: string, field: string, value: unknown): readonly Entity[] {
    if (value !== null && typeof value !== 'string') return [];
    const sql = `${columns} WHERE type = ? AND json_extract(fields, ?) IS ? ORDER BY number`;
    return this.#database.all<Row>(sql, type, `$."${field}"`, value).map(entityOf);
  }

  /** Some of a type that belong to an organisation, the newest first. */
  newest(type: string, organizationId: unknown, page: { limit: number; offset: number }): readonly Entity[] {
    if (typeof organizationId !== 'string') return [];
    const sql = `${columns} WHERE type = ? AND json_extract(fields, '$."organization-id"') = ?
      ORDER BY number DESC LIMIT ? OFFSET ?`;
    return this.#database.all<Row>(sql, type, organizationId, page.limit, page.offset).map(entityOf);
  }

  /** All of whatever type that name an individual. */
  about(individualId: string): readonly Entity[] {
    const sql = `${columns} WHERE json_extract(fields, '$."individual-id"') = ?`;
    return this.#database.all<Row>(sql, individualId).map(entityOf);
  }
}
