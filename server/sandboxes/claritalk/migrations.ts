import type { Plan } from '../lib/database.ts';

const people = `
CREATE TABLE organisations (
  id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, name TEXT NOT NULL, domain TEXT NOT NULL,
  parent_id INTEGER REFERENCES organisations(id)
);
CREATE TABLE users (
  id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, organisation_id INTEGER REFERENCES organisations(id),
  name TEXT NOT NULL, email TEXT NOT NULL COLLATE NOCASE, locale TEXT NOT NULL, role TEXT NOT NULL,
  scopes TEXT NOT NULL, password_hash TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
);
CREATE UNIQUE INDEX users_email ON users(email) WHERE deleted_at IS NULL;
CREATE INDEX users_organisation ON users(organisation_id, name);
CREATE TABLE teams (
  id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, organisation_id INTEGER NOT NULL REFERENCES organisations(id),
  name TEXT NOT NULL
);
CREATE TABLE team_members (
  team_id INTEGER NOT NULL REFERENCES teams(id), user_id INTEGER NOT NULL REFERENCES users(id),
  PRIMARY KEY (team_id, user_id)
) WITHOUT ROWID;
CREATE INDEX team_members_user ON team_members(user_id);
CREATE TABLE dossiers (
  id INTEGER PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, organisation_id INTEGER NOT NULL REFERENCES organisations(id),
  team_id INTEGER REFERENCES teams(id), name TEXT NOT NULL, reference TEXT NOT NULL,
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL
);
`;

const oauth = `
CREATE TABLE clients (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, secret_hash TEXT NOT NULL,
  organisation_id INTEGER REFERENCES organisations(id), redirect_uris TEXT NOT NULL, webhook_url TEXT
);
CREATE TABLE personal_access_tokens (token_hash TEXT PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id));
CREATE TABLE access_tokens (
  id TEXT PRIMARY KEY, client_id TEXT NOT NULL, user_id INTEGER, scopes TEXT NOT NULL,
  expires_at INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX access_tokens_grant ON access_tokens(user_id, client_id, expires_at);
CREATE TABLE refresh_tokens (
  token_hash TEXT PRIMARY KEY, access_token_id TEXT NOT NULL REFERENCES access_tokens(id),
  expires_at INTEGER NOT NULL, revoked INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX refresh_tokens_access ON refresh_tokens(access_token_id);
CREATE TABLE authorization_codes (
  code_hash TEXT PRIMARY KEY, client_id TEXT NOT NULL, user_id INTEGER NOT NULL, scopes TEXT NOT NULL,
  redirect_uri TEXT, challenge TEXT, challenge_method TEXT,
  expires_at INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE login_sessions (
  id_hash TEXT PRIMARY KEY, csrf TEXT NOT NULL, user_id INTEGER, expires_at INTEGER NOT NULL
);
`;

const templates = `
CREATE TABLE types (
  id INTEGER PRIMARY KEY AUTOINCREMENT, organisation_id INTEGER NOT NULL REFERENCES organisations(id),
  name TEXT NOT NULL, is_default INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX types_organisation ON types(organisation_id);
CREATE TABLE themes (
  id INTEGER PRIMARY KEY AUTOINCREMENT, type_id INTEGER NOT NULL REFERENCES types(id) ON DELETE CASCADE,
  name TEXT NOT NULL
);
CREATE INDEX themes_type ON themes(type_id);
CREATE TABLE questions (
  id INTEGER PRIMARY KEY AUTOINCREMENT, theme_id INTEGER NOT NULL REFERENCES themes(id) ON DELETE CASCADE,
  question TEXT NOT NULL, output_type TEXT NOT NULL
);
CREATE INDEX questions_theme ON questions(theme_id);
`;

// Lists read the narrow table `meetings`; the long texts live apart in `meeting_contents`. `meeting_readers`
// holds who may see a meeting (owner, shared with, team members), so that a page of anyone's list is one
// index range whatever the number of meetings.
const meetings = `
CREATE TABLE meetings (
  id INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT NOT NULL UNIQUE,
  organisation_id INTEGER NOT NULL REFERENCES organisations(id), user_id INTEGER NOT NULL REFERENCES users(id),
  name TEXT NOT NULL, status TEXT NOT NULL, summary_quality_flag INTEGER NOT NULL DEFAULT 0, locale TEXT NOT NULL,
  type_id INTEGER, dossier_id INTEGER, recording_type TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
);
CREATE INDEX meetings_organisation ON meetings(organisation_id, created_at, id, status);
CREATE INDEX meetings_owner_status ON meetings(user_id, status);
CREATE INDEX meetings_type ON meetings(type_id);
CREATE TABLE meeting_contents (
  meeting_id INTEGER PRIMARY KEY REFERENCES meetings(id) ON DELETE CASCADE,
  summary TEXT NOT NULL DEFAULT '', questions TEXT NOT NULL DEFAULT '[]', topics TEXT NOT NULL DEFAULT '[]',
  attendees TEXT NOT NULL DEFAULT '[]', todos TEXT NOT NULL DEFAULT '[]', metadata TEXT NOT NULL DEFAULT '{}',
  details TEXT NOT NULL DEFAULT '{}'
);
CREATE TABLE meeting_teams (
  meeting_id INTEGER NOT NULL REFERENCES meetings(id) ON DELETE CASCADE, team_id INTEGER NOT NULL,
  PRIMARY KEY (meeting_id, team_id)
) WITHOUT ROWID;
CREATE TABLE meeting_shares (
  meeting_id INTEGER NOT NULL REFERENCES meetings(id) ON DELETE CASCADE, user_id INTEGER NOT NULL,
  PRIMARY KEY (meeting_id, user_id)
) WITHOUT ROWID;
CREATE TABLE meeting_readers (
  user_id INTEGER NOT NULL, created_at TEXT NOT NULL,
  meeting_id INTEGER NOT NULL REFERENCES meetings(id) ON DELETE CASCADE,
  PRIMARY KEY (user_id, created_at, meeting_id)
) WITHOUT ROWID;
CREATE INDEX meeting_readers_meeting ON meeting_readers(meeting_id, user_id);
CREATE TABLE chat_messages (
  id INTEGER PRIMARY KEY, meeting_id INTEGER NOT NULL REFERENCES meetings(id) ON DELETE CASCADE,
  user_id INTEGER, sentence TEXT NOT NULL, time INTEGER NOT NULL
);
CREATE INDEX chat_messages_meeting ON chat_messages(meeting_id, time);
`;

const recordings = `
CREATE TABLE uploads (
  meeting_id INTEGER PRIMARY KEY REFERENCES meetings(id) ON DELETE CASCADE, total_chunks INTEGER NOT NULL,
  mime_type TEXT NOT NULL, finalised_at TEXT, bytes INTEGER, sha256 TEXT, duration_in_seconds REAL, problem TEXT
);
CREATE TABLE chunks (
  meeting_id INTEGER NOT NULL REFERENCES uploads(meeting_id) ON DELETE CASCADE, number INTEGER NOT NULL,
  bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (meeting_id, number)
) WITHOUT ROWID;
CREATE TABLE processing_jobs (
  meeting_id INTEGER PRIMARY KEY REFERENCES meetings(id) ON DELETE CASCADE, due_at INTEGER NOT NULL
);
`;

const integrations = `
CREATE TABLE integrations (
  id INTEGER PRIMARY KEY, organisation_id INTEGER NOT NULL REFERENCES organisations(id), name TEXT NOT NULL,
  type TEXT NOT NULL, available INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE integration_connections (
  id INTEGER PRIMARY KEY, integration_id INTEGER NOT NULL REFERENCES integrations(id),
  organisation_id INTEGER NOT NULL REFERENCES organisations(id), synced_at TEXT, UNIQUE (integration_id, organisation_id)
);
CREATE TABLE integration_records (
  id TEXT PRIMARY KEY, integration_id INTEGER NOT NULL REFERENCES integrations(id), title TEXT NOT NULL,
  description TEXT NOT NULL, vat_number TEXT, type TEXT NOT NULL, changed_at TEXT NOT NULL
);
CREATE INDEX integration_records_title ON integration_records(integration_id, title);
`;

/** Never edit a migration that was released. */
export const plan: Plan = {
  file: 'sandbox.sqlite',
  migrations: [[people, oauth, templates, meetings, recordings, integrations].join('\n')],
};
