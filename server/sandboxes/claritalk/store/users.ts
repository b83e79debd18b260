import { randomUUID } from 'node:crypto';
import { sameEmail } from '#contract/email.ts';
import type { Database } from '../../lib/database.ts';
import { unprocessable } from '../../lib/errors.ts';
import { toApiTime } from '../clock.ts';

export interface UserRow {
  id: number;
  uuid: string;
  organisation_id: number | null;
  name: string;
  email: string;
  locale: string;
  role: string;
  /** JSON array of permission scopes. */
  scopes: string;
  password_hash: string | null;
  created_at: string;
  updated_at: string;
}

/** Roles that the API can grant; `super-admin` exists but nobody can grant it. */
export const grantableRoles: readonly string[] = ['user', 'manager', 'admin'];

export const questionScopes = {
  view: 'organisation_settings_meeting_question_viewlist',
  delete: 'organisation_settings_meeting_question_delete',
} as const;

/** Permission scopes that come with a role. */
export const scopesOfRole = (role: string): readonly string[] =>
  role === 'admin'
    ? [questionScopes.view, questionScopes.delete]
    : role === 'manager'
      ? [questionScopes.view]
      : [];

/** A user as the API shows one. */
export const toUser = (row: UserRow) => ({
  id: row.uuid,
  name: row.name,
  email: row.email,
  locale: row.locale,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

export function listUsersOf(database: Database, organisationId: number): UserRow[] {
  return database.all<UserRow>(
    'SELECT * FROM users WHERE organisation_id = ? AND deleted_at IS NULL ORDER BY name, id',
    organisationId,
  );
}

/** A user of the organisation by UUID. */
export function findUser(database: Database, organisationId: number, uuid: string): UserRow | undefined {
  return database.get<UserRow>(
    'SELECT * FROM users WHERE uuid = ? AND organisation_id = ? AND deleted_at IS NULL',
    uuid.toLowerCase(),
    organisationId,
  );
}

/** Users of all organisations with an e-mail address, in any of its spellings. */
function usersWithEmail(database: Database, email: string): UserRow[] {
  const rows = database.all<UserRow>(
    'SELECT * FROM users WHERE email = ? AND deleted_at IS NULL ORDER BY id',
    email,
  );
  // SQLite ignores case in ASCII only, and knows each domain by only one spelling.
  if (/^[ -~]*$/.test(email) && !/xn--/i.test(email)) return rows;
  return database
    .all<UserRow>(
      "SELECT * FROM users WHERE (email GLOB '*[^ -~]*' OR email LIKE '%xn--%') AND deleted_at IS NULL ORDER BY id",
    )
    .filter((row) => sameEmail(row.email, email));
}

/** A user of the organisation by e-mail address. */
export function findUserByEmail(
  database: Database,
  organisationId: number,
  email: string,
): UserRow | undefined {
  return usersWithEmail(database, email).find((row) => row.organisation_id === organisationId);
}

/** A user of any organisation by e-mail address. */
export const findAccountByEmail = (database: Database, email: string): UserRow | undefined =>
  usersWithEmail(database, email)[0];

/** Whether an address is taken anywhere on the server by someone else. */
export function emailTaken(database: Database, email: string, exceptId = 0): boolean {
  return usersWithEmail(database, email).some(({ id }) => id !== exceptId);
}

export interface NewUser {
  readonly name: string;
  readonly email: string;
  readonly role: string;
}

/**
 * Adds a user without a password, as an invitation does.
 *
 * @throws ApiError 422 when the address is taken or the role cannot be granted.
 */
export function addUser(database: Database, organisationId: number, user: NewUser): UserRow {
  if (!grantableRoles.includes(user.role)) throw unprocessable(`The role ${user.role} cannot be granted.`);
  if (emailTaken(database, user.email)) throw unprocessable('The email has already been taken.');
  const now = toApiTime(Date.now());
  const row = database.get<UserRow>(
    `INSERT INTO users (uuid, organisation_id, name, email, locale, role, scopes, created_at, updated_at)
     VALUES (?, ?, ?, ?, 'en', ?, ?, ?, ?) RETURNING *`,
    randomUUID(),
    organisationId,
    user.name.trim(),
    user.email,
    user.role,
    JSON.stringify(scopesOfRole(user.role)),
    now,
    now,
  );
  if (!row) throw new Error('the new user was not returned');
  return row;
}
