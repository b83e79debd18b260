import type { SystemId } from '#contract/system.ts';
import { sealedTable } from '../sessions/seal-again.ts';
import { sealedContacts } from './conversations/contacts.ts';
import { sealedHooks } from './hook-store.ts';

/** A connection as stored in its table. */
export interface ConnectionRow {
  organisation: string;
  system: SystemId;
  version: number;
  key: Uint8Array;
  url: string | null;
  last_four: string;
  person: string;
  person_name: string;
  saved_at: number;
  tested_at: number | null;
  open: number;
  refused: number;
  webhook_off: number;
  quota_used: number | null;
  quota_of: number | null;
}

// A number that is never used twice: a page that shows a deleted connection cannot change a later one.
export const schema = `
  CREATE TABLE IF NOT EXISTS connections (
    organisation TEXT NOT NULL,
    system TEXT NOT NULL,
    version INTEGER NOT NULL,
    key BLOB NOT NULL,
    url TEXT,
    last_four TEXT NOT NULL,
    person TEXT NOT NULL,
    person_name TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    tested_at INTEGER,
    open INTEGER NOT NULL DEFAULT 0,
    refused INTEGER NOT NULL DEFAULT 0,
    webhook_off INTEGER NOT NULL DEFAULT 0,
    quota_used INTEGER,
    quota_of INTEGER,
    PRIMARY KEY (organisation, system)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS versions (number INTEGER PRIMARY KEY AUTOINCREMENT) STRICT;
  CREATE TABLE IF NOT EXISTS links (
    organisation TEXT NOT NULL,
    system TEXT NOT NULL,
    person TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (organisation, system, person)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS addresses (
    organisation TEXT NOT NULL,
    system TEXT NOT NULL,
    field TEXT NOT NULL,
    id TEXT NOT NULL,
    address BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (organisation, system, field, id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS addresses_at ON addresses (at);
`;

export const contextOf = (organisation: string, system: string) => `${organisation} ${system}`;

interface AddressRow {
  organisation: string;
  system: SystemId;
  field: string;
  id: string;
  address: Uint8Array;
}

export const addressContext = ({ organisation, system, field, id }: Omit<AddressRow, 'address'>) =>
  `${contextOf(organisation, system)} ${field} ${id}`;

export const sealedTables = [
  sealedTable<ConnectionRow>({
    name: 'connections',
    order: 'rowid',
    columns: { key: ({ organisation, system }) => contextOf(organisation, system) },
  }),
  sealedTable<AddressRow>({ name: 'addresses', order: 'rowid', columns: { address: addressContext } }),
  sealedHooks,
  sealedContacts,
];
