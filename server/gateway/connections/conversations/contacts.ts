import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { query } from '../../../data/query.ts';
import { sealedTable } from '../../sessions/seal-again.ts';
import type { Seal } from '../../sessions/sealed.ts';

/** Under what the attendees of a meeting are known: e-mail addresses, and ids in the CRM. */
export interface Contacts {
  readonly emails: readonly string[];
  readonly relations: readonly string[];
}

const schema = `
  CREATE TABLE IF NOT EXISTS meeting_contacts (
    organisation TEXT NOT NULL,
    meeting TEXT NOT NULL,
    updated TEXT NOT NULL,
    contacts BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (organisation, meeting)
  ) STRICT;
`;

const heldMs = 90 * 24 * 60 * 60 * 1000;

const contactsText = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ emails: v.array(v.string()), relations: v.array(v.string()) }),
);

/** Who attended meetings, as far as someone looked; sealed. */
export class ContactStore {
  readonly #seal: Seal;
  readonly #now: () => number;
  readonly #statements;

  constructor(database: DatabaseSync, seal: Seal, now: () => number) {
    database.exec(schema);
    this.#seal = seal;
    this.#now = now;
    const of = 'WHERE organisation = ?';
    this.#statements = {
      find: query<{ updated: string; contacts: Uint8Array }>(
        database.prepare(`SELECT updated, contacts FROM meeting_contacts ${of} AND meeting = ?`),
      ),
      keep: database.prepare('INSERT OR REPLACE INTO meeting_contacts VALUES (?, ?, ?, ?, ?)'),
      clear: database.prepare(`DELETE FROM meeting_contacts ${of}`),
      prune: database.prepare('DELETE FROM meeting_contacts WHERE at <= ?'),
    };
  }

  /** @returns undefined where the meeting was not looked at since it last changed. */
  find(organisation: string, meeting: string, updated: string): Contacts | undefined {
    const row = this.#statements.find.get(organisation, meeting);
    if (row?.updated !== updated) return undefined;
    const known = v.safeParse(contactsText, this.#seal.open(row.contacts, contextOf(organisation, meeting)));
    return known.success ? known.output : undefined;
  }

  keep(organisation: string, meeting: string, updated: string, contacts: Contacts): void {
    const sealed = this.#seal.close(JSON.stringify(contacts), contextOf(organisation, meeting));
    this.#statements.keep.run(organisation, meeting, updated, sealed, this.#now());
  }

  delete(organisation: string): void {
    this.#statements.clear.run(organisation);
  }

  /** Meetings that are gone are not asked about again. */
  prune(): void {
    this.#statements.prune.run(this.#now() - heldMs);
  }
}

const contextOf = (organisation: string, meeting: string) => `${organisation} contacts ${meeting}`;

export const sealedContacts = sealedTable<{ organisation: string; meeting: string; contacts: Uint8Array }>({
  name: 'meeting_contacts',
  order: 'rowid',
  columns: { contacts: ({ organisation, meeting }) => contextOf(organisation, meeting) },
});
