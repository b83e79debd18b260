import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Databases, Engine } from '../database.ts';
import { postgresDatabases } from '../postgres-database.ts';
import { sqliteDatabases } from '../sqlite-database.ts';
import { createPostgresDatabase } from './postgres.ts';

/** What each suite of a store runs on, `describe.each(engines)('… on %s', …)`, in its `emptyPlace`. */
export const engines: readonly Engine[] = ['sqlite', 'postgres'];

/** Where the stores of a suite are. */
export interface StorePlace {
  readonly engine: Engine;
  /** Opens it as one gateway does; several can be open on PostgreSQL. Closed with the place. */
  open(): Databases;
  /** Empties it. All that was opened is closed. */
  clear(): Promise<void>;
  end(): Promise<void>;
}

/** Makes a place for a suite, of one engine. */
export async function storePlace(engine: Engine): Promise<StorePlace> {
  const opened: Databases[] = [];
  const closeAll = () => Promise.all(opened.splice(0).map((one) => one.close()));
  const keep = (databases: Databases) => {
    opened.push(databases);
    return databases;
  };
  if (engine === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'claritalk-stores-'));
    let count = 0;
    const place = () => join(folder, String(count));
    return {
      engine,
      open: () => keep(sqliteDatabases(place())),
      async clear() {
        await closeAll();
        count += 1;
      },
      async end() {
        await closeAll();
        rmSync(folder, { recursive: true });
      },
    };
  }
  const url = await createPostgresDatabase();
  return {
    engine,
    open: () => keep(postgresDatabases(url)),
    async clear() {
      await closeAll();
      const client = new pg.Client(url);
      await client.connect();
      await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
      await client.end();
    },
    async end() {
      await closeAll();
    },
  };
}

/** The place of a suite, empty before each of its tests. Stands before what opens something in it. */
export function emptyPlace(engine: Engine): Pick<StorePlace, 'open'> {
  let place: StorePlace;
  beforeAll(async () => {
    place = await storePlace(engine);
  });
  beforeEach(() => place.clear());
  afterAll(() => place.end());
  return { open: () => place.open() };
}
