import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Database } from '../../lib/database.ts';
import type { NodeTypes } from '../../lib/node-types.ts';
import type { UserRow } from '../store/users.ts';
import { hashOf, randomToken, safeEqual } from './secrets.ts';

// Cookies do not distinguish ports, so the name must differ from the dashboard's on the same host.
const cookieName = 'claritalk_sandbox_session';
const lifetimeSeconds = 8 * 3600;

/** The session of the login pages. */
export interface LoginSession {
  readonly idHash: string;
  /** Token that every form of this session carries. */
  readonly csrf: string;
  readonly userId: number | null;
}

function start(context: Context<NodeTypes>, database: Database, userId: number | null): LoginSession {
  const id = randomToken();
  const session = { idHash: hashOf(id), csrf: randomToken(), userId };
  const now = Date.now();
  database.run('DELETE FROM login_sessions WHERE expires_at < ?', now);
  database.run(
    'INSERT INTO login_sessions (id_hash, csrf, user_id, expires_at) VALUES (?, ?, ?, ?)',
    session.idHash,
    session.csrf,
    userId,
    now + lifetimeSeconds * 1000,
  );
  setCookie(context, cookieName, id, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: lifetimeSeconds });
  return session;
}

function current(context: Context<NodeTypes>, database: Database): LoginSession | undefined {
  const id = getCookie(context, cookieName);
  if (!id) return undefined;
  return database.get<LoginSession>(
    'SELECT id_hash AS idHash, csrf, user_id AS userId FROM login_sessions WHERE id_hash = ? AND expires_at > ?',
    hashOf(id),
    Date.now(),
  );
}

/** The browser's session; a new one, signed out, when it has none. */
export const sessionOf = (context: Context<NodeTypes>, database: Database): LoginSession =>
  current(context, database) ?? start(context, database, null);

/** Whether a form really came from a page of this session. */
export function formIsOurs(context: Context<NodeTypes>, database: Database, token: string): boolean {
  const session = current(context, database);
  return session !== undefined && safeEqual(session.csrf, token);
}

/** Signs a user in, under a new session id. */
export function signIn(context: Context<NodeTypes>, database: Database, user: UserRow): void {
  signOut(context, database);
  start(context, database, user.id);
}

export function signOut(context: Context<NodeTypes>, database: Database): void {
  const session = current(context, database);
  if (session) database.run('DELETE FROM login_sessions WHERE id_hash = ?', session.idHash);
}

/** The user who is signed in, unless deleted in the meantime. */
export function signedInUser(database: Database, session: LoginSession): UserRow | undefined {
  if (session.userId === null) return undefined;
  return database.get<UserRow>('SELECT * FROM users WHERE id = ? AND deleted_at IS NULL', session.userId);
}
