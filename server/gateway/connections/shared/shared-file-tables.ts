import type { FileKind } from '#contract/gateway/file-kind.ts';
import type { Migration, StorePlan } from '../../../data/database.ts';
import { sealedTable } from '../../sessions/seal-again.ts';

/** What is known of a file, without its content. */
export interface FactsRow {
  readonly id: number;
  readonly hash: Uint8Array;
  readonly organisation: string;
  readonly person: string;
  readonly key: string;
  readonly client: number;
  readonly meeting: string;
  readonly digest: Uint8Array;
  readonly fetched: number;
  readonly until: number;
  readonly revoked: number;
  readonly link: Uint8Array | null;
  readonly recipient: Uint8Array | null;
  /** 1 while its content is there. */
  readonly kept: number;
}

/** What leaves of a file. */
export interface ContentRow {
  readonly hash: Uint8Array;
  readonly name: Uint8Array;
  readonly type: FileKind;
  readonly content: Uint8Array | null;
  readonly fetched: number;
}

/** A content is megabytes: it is read where it leaves only. */
export const facts = `id, hash, organisation, person, key, client, meeting, digest, fetched, until, revoked, link, recipient,
  CASE WHEN content IS NULL THEN 0 ELSE 1 END AS kept`;
export const contents = 'hash, name, type, content, fetched';

const files = `
  CREATE TABLE IF NOT EXISTS files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hash BLOB NOT NULL UNIQUE,
    organisation TEXT NOT NULL,
    person TEXT NOT NULL,
    key TEXT NOT NULL,
    client INTEGER NOT NULL,
    meeting TEXT NOT NULL,
    digest BLOB NOT NULL,
    name BLOB NOT NULL,
    content BLOB,
    fetched INTEGER NOT NULL DEFAULT 0,
    until INTEGER NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0,
    UNIQUE (organisation, person, key)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS files_until ON files (until);
`;

/**
 * Columns that older files lack: what a file is, the key of the message that was sent with it, its link, and the telephone
 * number that it is for; both sealed.
 */
const later: Migration = async ({ addColumn }) => {
  await addColumn('files', 'type', "TEXT NOT NULL DEFAULT 'application/pdf'");
  await addColumn('files', 'message', 'TEXT');
  await addColumn('files', 'link', 'BLOB');
  await addColumn('files', 'recipient', 'BLOB');
};

export const sharedPlan: StorePlan = { store: 'shared', tables: ['files'], migrations: [files, later] };

type Of = Pick<FactsRow, 'hash'>;
export const contentContext = ({ hash }: Of) => `shared ${Buffer.from(hash).toString('base64url')}`;
export const nameContext = (row: Of) => `${contentContext(row)} name`;
export const linkContext = (row: Of) => `${contentContext(row)} link`;
export const recipientContext = (row: Of) => `${contentContext(row)} recipient`;

export const sealedFiles = sealedTable<Of>({
  name: 'files',
  order: 'id',
  columns: {
    name: nameContext,
    content: contentContext,
    link: linkContext,
    recipient: recipientContext,
  },
});
