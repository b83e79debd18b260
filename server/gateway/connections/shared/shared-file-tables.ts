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
  /** Of its content as it is kept; 0 once that is gone. */
  readonly bytes: number;
}

/** What a file is called and is, where it leaves. */
export interface HeadRow {
  readonly hash: Uint8Array;
  readonly name: Uint8Array;
  readonly type: FileKind;
  readonly fetched: number;
}

export interface ContentRow {
  readonly hash: Uint8Array;
  readonly content: Uint8Array;
}

export const facts =
  'id, hash, organisation, person, key, client, meeting, digest, fetched, until, revoked, link, recipient, bytes';
export const head = 'hash, name, type, fetched';

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

/** In a table of their own: what is counted and looked for of files reads and rewrites no megabytes. */
const contents: Migration = async ({ addColumn, define, run }) => {
  await define('CREATE TABLE file_contents (hash BLOB PRIMARY KEY, content BLOB NOT NULL) STRICT');
  await addColumn('files', 'bytes', 'INTEGER NOT NULL DEFAULT 0');
  await run(
    'INSERT INTO file_contents (hash, content) SELECT hash, content FROM files WHERE content IS NOT NULL',
  );
  await run('UPDATE files SET bytes = length(content) WHERE content IS NOT NULL');
  await define('ALTER TABLE files DROP COLUMN content');
};

export const sharedPlan: StorePlan = {
  store: 'shared',
  tables: ['files', 'file_contents'],
  migrations: [files, later, contents],
};

type Of = Pick<FactsRow, 'hash'>;
export const contentContext = ({ hash }: Of) => `shared ${Buffer.from(hash).toString('base64url')}`;
export const nameContext = (row: Of) => `${contentContext(row)} name`;
export const linkContext = (row: Of) => `${contentContext(row)} link`;
export const recipientContext = (row: Of) => `${contentContext(row)} recipient`;

/** What in them is sealed. */
export const sealedFiles = [
  sealedTable<Of>({
    name: 'files',
    order: 'id',
    columns: { name: nameContext, link: linkContext, recipient: recipientContext },
  }),
  sealedTable<Of>({ name: 'file_contents', order: 'hash', columns: { content: contentContext } }),
];
