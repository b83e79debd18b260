import type { Plan } from '../lib/database.ts';
import { laterTable } from '../lib/later.ts';

/** `details` is what was said of a recording when it was created, `files` what has been sent for it. */
const recordings = `
CREATE TABLE recordings (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, created INTEGER NOT NULL, author TEXT NOT NULL, title TEXT NOT NULL,
  folder TEXT, state TEXT NOT NULL, duration INTEGER, signature TEXT NOT NULL, details TEXT NOT NULL, transcript TEXT,
  media_type TEXT, bytes INTEGER, sha256 TEXT, deleted INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX recordings_author ON recordings(author, created);
CREATE TABLE hooks (id TEXT PRIMARY KEY, url TEXT NOT NULL, secret TEXT NOT NULL);
`;

/** Never edit a migration that was released. */
export const plan: Plan = { file: 'claap.sqlite', migrations: [[recordings, laterTable].join('\n')] };
