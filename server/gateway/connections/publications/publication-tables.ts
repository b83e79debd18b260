import type { PublicationState, PublicationView } from '#contract/claap/publications.ts';
import type { Migration, StorePlan } from '../../../data/database.ts';
import { sealedTable } from '../../sessions/seal-again.ts';

/** What stayed at the system of what was given up. @see PublicationView */
export type Leftover = NonNullable<PublicationView['leftover']>;

/** A publication as stored in its table. */
export interface PublicationRow {
  id: string;
  organisation: string;
  person: string;
  person_name: string;
  author: Uint8Array;
  meeting: string;
  state: PublicationState;
  at: number;
  changed_at: number;
  bytes: number;
  received: number;
  creation: string;
  recording: string | null;
  url: string | null;
  attempted: number;
  needs_new: number;
  followed: number;
  handed_at: number | null;
  looks: number;
  look_at: number | null;
  problem: Uint8Array | null;
  left_kind: Leftover['kind'] | null;
  left_url: string | null;
  runner: string | null;
  sent: number;
  renew: number;
  content: Uint8Array;
}

/** A piece of a file, as stored in its table. */
export interface PartRow {
  publication: string;
  start: number;
  bytes: Uint8Array;
}

const publications = `
  CREATE TABLE IF NOT EXISTS publications (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    person TEXT NOT NULL,
    person_name TEXT NOT NULL,
    author BLOB NOT NULL,
    meeting TEXT NOT NULL,
    state TEXT NOT NULL,
    at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    received INTEGER NOT NULL DEFAULT 0,
    creation TEXT NOT NULL,
    recording TEXT,
    url TEXT,
    attempted INTEGER NOT NULL DEFAULT 0,
    needs_new INTEGER NOT NULL DEFAULT 0,
    followed INTEGER NOT NULL DEFAULT 0,
    handed_at INTEGER,
    looks INTEGER NOT NULL DEFAULT 0,
    look_at INTEGER,
    problem BLOB,
    content BLOB NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS publications_meeting ON publications (organisation, meeting);
  CREATE INDEX IF NOT EXISTS publications_at ON publications (organisation, at);
`;

const leftovers: Migration = async ({ addColumn }) => {
  await addColumn('publications', 'left_kind', 'TEXT');
  await addColumn('publications', 'left_url', 'TEXT');
};

/** Which gateway carries it out, how far that is, and whether it begins with another recording. */
const runners: Migration = async ({ addColumn }) => {
  await addColumn('publications', 'runner', 'TEXT');
  await addColumn('publications', 'sent', 'INTEGER NOT NULL DEFAULT 0');
  await addColumn('publications', 'renew', 'INTEGER NOT NULL DEFAULT 0');
};

/** Files that several gateways share. The only gateway has them in a folder. */
const parts: Migration = async ({ engine, define }) => {
  await define(
    `CREATE TABLE IF NOT EXISTS publication_parts (
       publication TEXT NOT NULL,
       start INTEGER NOT NULL,
       bytes BLOB NOT NULL,
       PRIMARY KEY (publication, start)
     ) STRICT`,
  );
  // What is sealed cannot be compressed, and trying takes time.
  if (engine === 'postgres')
    await define('ALTER TABLE publication_parts ALTER COLUMN bytes SET STORAGE EXTERNAL');
};

export const publicationPlan: StorePlan = {
  store: 'publications',
  tables: ['publications', 'publication_parts'],
  migrations: [publications, leftovers, runners, parts],
};

/** What a publication's contents are sealed to. */
export const contextOf = ({ organisation, id }: Pick<PublicationRow, 'organisation' | 'id'>) =>
  `${organisation} ${id}`;

export const partContext = ({ publication, start }: Pick<PartRow, 'publication' | 'start'>) =>
  `${publication} from ${start}`;

export const sealedPublications = [
  sealedTable<PublicationRow>({
    name: 'publications',
    order: 'id',
    columns: { author: contextOf, content: contextOf, problem: contextOf },
  }),
  sealedTable<PartRow>({
    name: 'publication_parts',
    order: 'publication, start',
    columns: { bytes: partContext },
  }),
];
