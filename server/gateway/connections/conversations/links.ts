import type { linkKinds } from '#contract/gateway/conversations.ts';
import type { Database, Migrating, Statements } from '../../../data/database.ts';

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

export const clientLinks = `
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

/** Files from before there were migrations may have no such column. */
export const addAttendee = (within: Migrating) =>
  within.addColumn('client_links', 'attendee', "TEXT NOT NULL DEFAULT ''");

const sql = {
  all: 'SELECT * FROM client_links WHERE organisation = ? ORDER BY at',
  add: `INSERT INTO client_links (organisation, client, kind, subject, person, person_name, at, attendee)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (organisation, client, kind, subject) DO UPDATE SET attendee = excluded.attendee
      WHERE excluded.attendee <> ''`,
  remove: 'DELETE FROM client_links WHERE organisation = ? AND client = ? AND kind = ? AND subject = ?',
  clear: 'DELETE FROM client_links WHERE organisation = ?',
};

/** Links of clients that admins made by hand. */
export class LinkStore {
  readonly #database: Database;
  readonly #now: () => number;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Links of all clients that have some. */
  async all(organisation: string): Promise<ReadonlyMap<number, readonly ClientLink[]>> {
    const rows = Map.groupBy(await this.#database.all<Row>(sql.all, organisation), ({ client }) => client);
    return new Map([...rows].map(([client, own]) => [client, own.map(toLink)]));
  }

  async add(organisation: string, client: number, link: Omit<ClientLink, 'at'>): Promise<void> {
    const { kind, id, by, attendee } = link;
    const values = [organisation, client, kind, id, by.uuid, by.name, this.#now(), attendee];
    await this.#database.run(sql.add, ...values);
  }

  async remove(
    organisation: string,
    client: number,
    { kind, id }: Pick<ClientLink, 'kind' | 'id'>,
  ): Promise<void> {
    await this.#database.run(sql.remove, organisation, client, kind, id);
  }

  async delete(within: Statements, organisation: string): Promise<void> {
    await within.run(sql.clear, organisation);
  }
}

const toLink = ({ kind, subject: id, person: uuid, person_name: name, at, attendee }: Row): ClientLink => ({
  kind,
  id,
  attendee,
  by: { uuid, name },
  at,
});
