import * as v from 'valibot';
import type { Database, Statements } from '../../../data/database.ts';
import { allOfMany, manyPlaces } from '../../../data/many.ts';
import { sealedTable } from '../../sessions/seal-again.ts';
import type { Seal } from '../../sessions/sealed.ts';

/** Under what the attendees of a meeting are known: e-mail addresses, and ids in the CRM. */
export interface Contacts {
  readonly emails: readonly string[];
  readonly relations: readonly string[];
}

export const meetingContacts = `
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

interface Row {
  meeting: string;
  updated: string;
  contacts: Uint8Array;
}

const sql = {
  of: `SELECT meeting, updated, contacts FROM meeting_contacts WHERE meeting IN (${manyPlaces}) AND organisation = ?`,
  keep: `INSERT INTO meeting_contacts (organisation, meeting, updated, contacts, at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (organisation, meeting) DO UPDATE SET
      updated = excluded.updated, contacts = excluded.contacts, at = excluded.at`,
  clear: 'DELETE FROM meeting_contacts WHERE organisation = ?',
  prune: 'DELETE FROM meeting_contacts WHERE at <= ?',
};

/** Who attended meetings, as far as someone looked; sealed. */
export class ContactStore {
  readonly #database: Database;
  readonly #seal: Seal;
  readonly #now: () => number;

  constructor(database: Database, seal: Seal, now: () => number) {
    this.#database = database;
    this.#seal = seal;
    this.#now = now;
  }

  /** @returns in their order, undefined for those that were not looked at since they last changed. */
  async of(
    organisation: string,
    meetings: readonly (readonly [meeting: string, updated: string])[],
  ): Promise<(Contacts | undefined)[]> {
    const ids = meetings.map(([meeting]) => meeting);
    const rows = await allOfMany<Row>(this.#database, sql.of, { of: ids, none: '' }, organisation);
    const known = new Map(rows.map((row) => [row.meeting, row]));
    return meetings.map(([meeting, updated]) => {
      const row = known.get(meeting);
      return row?.updated === updated ? this.#open(organisation, row) : undefined;
    });
  }

  async keep(organisation: string, meeting: string, updated: string, contacts: Contacts): Promise<void> {
    const sealed = this.#seal.close(JSON.stringify(contacts), contextOf(organisation, meeting));
    await this.#database.run(sql.keep, organisation, meeting, updated, sealed, this.#now());
  }

  async delete(within: Statements, organisation: string): Promise<void> {
    await within.run(sql.clear, organisation);
  }

  /** Meetings that are gone are not asked about again. */
  async prune(): Promise<void> {
    await this.#database.run(sql.prune, this.#now() - heldMs);
  }

  #open(organisation: string, { meeting, contacts }: Row): Contacts | undefined {
    const known = v.safeParse(contactsText, this.#seal.open(contacts, contextOf(organisation, meeting)));
    return known.success ? known.output : undefined;
  }
}

const contextOf = (organisation: string, meeting: string) => `${organisation} contacts ${meeting}`;

export const sealedContacts = sealedTable<{ organisation: string; meeting: string; contacts: Uint8Array }>({
  name: 'meeting_contacts',
  order: 'organisation, meeting',
  columns: { contacts: ({ organisation, meeting }) => contextOf(organisation, meeting) },
});
