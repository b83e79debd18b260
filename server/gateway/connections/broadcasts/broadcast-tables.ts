import type { BroadcastView, recipientStates } from '#contract/gateway/broadcasts.ts';
import type { Migration, StorePlan } from '../../../data/database.ts';
import { sealedTable } from '../../sessions/seal-again.ts';

export type RecipientState = (typeof recipientStates)[number];

/** A broadcast as stored in its table. */
export interface BroadcastRow {
  id: string;
  organisation: string;
  person: string;
  person_name: string;
  state: BroadcastView['state'];
  at: number;
  send_at: number;
  looks: number;
  look_at: number | null;
  account: string | null;
  content: Uint8Array;
  problem: Uint8Array | null;
}

export interface RecipientRow {
  broadcast: string;
  number: number;
  individual: string;
  key: string;
  state: RecipientState;
  made: string | null;
  at: number | null;
  sealed: Uint8Array;
}

const tables = `
  CREATE TABLE IF NOT EXISTS broadcasts (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    person TEXT NOT NULL,
    person_name TEXT NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    send_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    looks INTEGER NOT NULL DEFAULT 0,
    look_at INTEGER,
    account TEXT,
    content BLOB NOT NULL,
    problem BLOB
  ) STRICT;
  CREATE INDEX IF NOT EXISTS broadcasts_at ON broadcasts (organisation, at);
  CREATE TABLE IF NOT EXISTS recipients (
    broadcast TEXT NOT NULL,
    number INTEGER NOT NULL,
    individual TEXT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    made TEXT,
    at INTEGER,
    sealed BLOB NOT NULL,
    PRIMARY KEY (broadcast, number)
  ) STRICT;
`;

/** Recipients go with their broadcast, in a statement that both engines have. */
const withoutTrigger: Migration = async ({ engine, define }) => {
  if (engine === 'sqlite') await define('DROP TRIGGER IF EXISTS broadcasts_gone');
};

export const broadcastPlan: StorePlan = {
  store: 'broadcasts',
  tables: ['broadcasts', 'recipients'],
  migrations: [tables, withoutTrigger],
};

/** What is sealed of a broadcast, and of a recipient, belongs to these. */
export const contextOf = ({ organisation, id }: Pick<BroadcastRow, 'organisation' | 'id'>) =>
  `${organisation} ${id}`;
export const recipientContext = ({ broadcast, number }: Pick<RecipientRow, 'broadcast' | 'number'>) =>
  `${broadcast} ${number}`;

export const sealedBroadcasts = [
  sealedTable<BroadcastRow>({
    name: 'broadcasts',
    order: 'id',
    columns: { content: contextOf, problem: contextOf },
  }),
  sealedTable<RecipientRow>({
    name: 'recipients',
    order: 'broadcast, number',
    columns: { sealed: recipientContext },
  }),
];
