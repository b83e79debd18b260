import type { DatabaseSync } from 'node:sqlite';
import type { linkKinds } from '#contract/gateway/conversations.ts';
import { query } from '../../../data/query.ts';

/** What a client was linked to by hand. */
export interface ClientLink {
  readonly kind: (typeof linkKinds)[number];
  readonly id: string;
  /** Name of the attendee who they are; empty where it is not said. */
  readonly attendee: string;
  readonly by: { readonly uuid: string; readonly name: string };
  /** In ms since the epoch. */
  readonly at: number;
}

interface Row extends Pick<ClientLink, 'kind' | 'at' | 'attendee'> {
  client: number;
  subject: string;
  person: string;
  person_name: string;
}

const schema = `
  CREATE TABLE IF NOT EXISTS client_links (
    organisation TEXT NOT NULL,
    client INTEGER NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    person TEXT NOT NULL,
    person_name TEXT NOT NULL,
    at INTEGER NOT NULL,
    attendee TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (organisation, client, kind, subject)
  ) STRICT, WITHOUT ROWID;
`;

/** Links of clients that admins made by hand. */
export class LinkStore {
  readonly #now: () => number;
  readonly #statements;

  constructor(database: DatabaseSync, now: () => number) {
    database.exec(schema);
    addAttendee(database);
    this.#now = now;
    this.#statements = {
      all: query<Row>(database.prepare('SELECT * FROM client_links WHERE organisation = ? ORDER BY at')),
      add: database.prepare(
        `INSERT INTO client_links VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET attendee = excluded.attendee WHERE excluded.attendee <> ''`,
      ),
      remove: database.prepare(
        'DELETE FROM client_links WHERE organisation = ? AND client = ? AND kind = ? AND subject = ?',
      ),
      clear: database.prepare('DELETE FROM client_links WHERE organisation = ?'),
    };
  }

  /** Links of all clients that have some. */
  all(organisation: string): ReadonlyMap<number, readonly ClientLink[]> {
    const rows = Map.groupBy(this.#statements.all.all(organisation), ({ client }) => client);
    return new Map([...rows].map(([client, own]) => [client, own.map(toLink)]));
  }

  add(organisation: string, client: number, link: Omit<ClientLink, 'at'>): void {
    const { kind, id, by, attendee } = link;
    this.#statements.add.run(organisation, client, kind, id, by.uuid, by.name, this.#now(), attendee);
  }

  remove(organisation: string, client: number, { kind, id }: Pick<ClientLink, 'kind' | 'id'>): void {
    this.#statements.remove.run(organisation, client, kind, id);
  }

  delete(organisation: string): void {
    this.#statements.clear.run(organisation);
  }
}

/** Files of before have no such column. */
function addAttendee(database: DatabaseSync): void {
  const columns = database.prepare('PRAGMA table_info(client_links)').all();
  if (columns.some(({ name }) => name === 'attendee')) return;
  database.exec("ALTER TABLE client_links ADD COLUMN attendee TEXT NOT NULL DEFAULT ''");
}

const toLink = ({ kind, subject: id, person: uuid, person_name: name, at, attendee }: Row): ClientLink => ({
  kind,
  id,
  attendee,
  by: { uuid, name },
  at,
});
