import type { DatabaseSync } from 'node:sqlite';
import type { linkKinds } from '#contract/gateway/conversations.ts';
import { query } from '../../../data/query.ts';

/** What a client was linked to by hand. */
export interface ClientLink {
  readonly kind: (typeof linkKinds)[number];
  readonly id: string;
  readonly by: { readonly uuid: string; readonly name: string };
  /** In ms since the epoch. */
  readonly at: number;
}

interface Row extends Pick<ClientLink, 'kind' | 'at'> {
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
    PRIMARY KEY (organisation, client, kind, subject)
  ) STRICT, WITHOUT ROWID;
`;

/** Links of clients that admins made by hand. */
export class LinkStore {
  readonly #now: () => number;
  readonly #statements;

  constructor(database: DatabaseSync, now: () => number) {
    database.exec(schema);
    this.#now = now;
    this.#statements = {
      all: query<Row>(database.prepare('SELECT * FROM client_links WHERE organisation = ? ORDER BY at')),
      add: database.prepare('INSERT OR IGNORE INTO client_links VALUES (?, ?, ?, ?, ?, ?, ?)'),
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

  add(organisation: string, client: number, { kind, id, by }: Omit<ClientLink, 'at'>): void {
    this.#statements.add.run(organisation, client, kind, id, by.uuid, by.name, this.#now());
  }

  remove(organisation: string, client: number, { kind, id }: Pick<ClientLink, 'kind' | 'id'>): void {
    this.#statements.remove.run(organisation, client, kind, id);
  }

  delete(organisation: string): void {
    this.#statements.clear.run(organisation);
  }
}

const toLink = ({ kind, subject: id, person: uuid, person_name: name, at }: Row): ClientLink => ({
  kind,
  id,
  by: { uuid, name },
  at,
});
