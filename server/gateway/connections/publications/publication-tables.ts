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
  content: Uint8Array;
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

export const publicationPlan: StorePlan = {
  store: 'publications',
  tables: ['publications'],
  migrations: [publications, leftovers],
};

/** What a publication's contents are sealed to. */
export const contextOf = ({ organisation, id }: Pick<PublicationRow, 'organisation' | 'id'>) =>
  `${organisation} ${id}`;

export const sealedPublications = sealedTable<PublicationRow>({
  name: 'publications',
  order: 'id',
  columns: { author: contextOf, content: contextOf, problem: contextOf },
});
