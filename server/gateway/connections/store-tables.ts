import type { SystemId } from '#contract/system.ts';
import type { StorePlan } from '../../data/database.ts';
import { sealedTable } from '../sessions/seal-again.ts';
import { addHolder, addType, callMeetings } from './calls/meetings/call-meeting-store.ts';
import { broughtMessages } from './conversations/bringing/brought-store.ts';
import { meetingContacts, sealedContacts } from './conversations/contacts.ts';
import { defineDeliveries } from './conversations/deliveries.ts';
import { addAttendee, clientLinks } from './conversations/links.ts';
import { hooks, sealedHooks } from './hook-store.ts';
import { paths } from './paths/path-store.ts';
import { dismissedAnswers } from './todos/dismissed-answers.ts';

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
const connections = `
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

export const connectionPlan: StorePlan = {
  store: 'connections',
  tables: [
    'connections',
    'versions',
    'links',
    'addresses',
    'hooks',
    'client_links',
    'meeting_contacts',
    'message_deliveries',
    'dismissed_answers',
    'brought_messages',
    'call_meetings',
    'paths',
  ],
  migrations: [
    connections,
    `${hooks} ${clientLinks} ${meetingContacts} ${dismissedAnswers} ${broughtMessages} ${callMeetings} ${paths}`,
    defineDeliveries,
    addAttendee,
    addType,
    addHolder,
  ],
};

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
    order: 'organisation, system',
    columns: { key: ({ organisation, system }) => contextOf(organisation, system) },
  }),
  sealedTable<AddressRow>({
    name: 'addresses',
    order: 'organisation, system, field, id',
    columns: { address: addressContext },
  }),
  sealedHooks,
  sealedContacts,
];
