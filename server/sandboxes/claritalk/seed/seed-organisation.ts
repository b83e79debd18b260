import { addressOf } from '../../firm/addresses.ts';
import { clients, dossierCount } from '../../firm/clients.ts';
import * as people from '../../firm/people.ts';
import type { Database } from '../../lib/database.ts';
import type { Random } from '../../lib/random.ts';
import { toApiTime } from '../clock.ts';
import { accountPassword, dashboardClient, personalAccessTokens, serviceAccount } from '../credentials.ts';
import { hashOf, hashPassword } from '../oauth/secrets.ts';
import { questionScopes, scopesOfRole } from '../store/users.ts';

const dayMs = 24 * 3600 * 1000;

/** A seeded user with what the meetings need to know. */
export interface SeededUser extends people.SeedUser {
  readonly id: number;
  readonly teamIds: readonly number[];
}

export interface SeededOrganisation {
  readonly id: number;
  readonly users: readonly SeededUser[];
  /** Numeric ids of the dossiers; the index is that of the client. */
  readonly dossierIds: readonly number[];
}

function scopesOf(user: people.SeedUser): readonly string[] {
  if (user.email === 'owen@sandbox.test') return [questionScopes.view];
  return scopesOfRole(user.role === 'super-admin' ? 'admin' : user.role);
}

function addOrganisations(
  database: Database,
  random: Random,
  organisations: readonly { readonly name: string; readonly domain: string }[],
): number[] {
  const ids: number[] = [];
  for (const { name, domain } of organisations) {
    const sql = 'INSERT INTO organisations (uuid, name, domain, parent_id) VALUES (?, ?, ?, ?)';
    ids.push(database.run(sql, random.uuid(), name, domain, ids[0] ?? null).id);
  }
  return ids;
}

/** One for all people of all sandboxes of a process: they share the password, and hashing is slow on purpose. */
let passwordHash: string | undefined;

function addUsers(
  database: Database,
  random: Random,
  organisationIds: readonly number[],
  now: number,
  users: readonly people.SeedUser[],
) {
  passwordHash ??= hashPassword(accountPassword);
  const hash = passwordHash;
  return users.map((user) => {
    const joined = now - random.integer(430, 1500) * dayMs;
    const { id } = database.run(
      `INSERT INTO users (uuid, organisation_id, name, email, locale, role, scopes, password_hash, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      random.uuid(),
      organisationIds[user.organisation ?? 0] ?? null,
      user.name,
      addressOf(user),
      user.locale,
      user.role,
      JSON.stringify(scopesOf(user)),
      hash,
      toApiTime(joined),
      toApiTime(joined + random.integer(0, 400) * dayMs),
    );
    return { ...user, id };
  });
}

function addTeams(
  database: Database,
  random: Random,
  organisationId: number,
  users: readonly { id: number; name: string }[],
) {
  const memberships = new Map<number, number[]>();
  const ids = people.teams.map(({ name, members }) => {
    const sql = 'INSERT INTO teams (uuid, organisation_id, name) VALUES (?, ?, ?)';
    const { id } = database.run(sql, random.uuid(), organisationId, name);
    for (const user of users.filter((candidate) => members.includes(candidate.name.split(' ')[0] ?? ''))) {
      database.run('INSERT INTO team_members (team_id, user_id) VALUES (?, ?)', id, user.id);
      memberships.set(user.id, [...(memberships.get(user.id) ?? []), id]);
    }
    return id;
  });
  return { ids, memberships };
}

function addDossiers(
  database: Database,
  random: Random,
  organisationId: number,
  teamIds: readonly number[],
  now: number,
) {
  return clients.slice(0, dossierCount).map(({ name }, index) => {
    const opened = now - random.integer(440, 2200) * dayMs;
    return database.run(
      `INSERT INTO dossiers (uuid, organisation_id, team_id, name, reference, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      random.uuid(),
      organisationId,
      teamIds[index % teamIds.length] ?? null,
      name,
      `D-${new Date(opened).getUTCFullYear()}-${String(index + 101).padStart(4, '0')}`,
      toApiTime(opened),
      toApiTime(opened + random.integer(0, 400) * dayMs),
    ).id;
  });
}

function addCredentials(
  database: Database,
  organisationId: number,
  users: readonly { id: number; email?: string }[],
) {
  const addClient = (id: string, name: string, secret: string, organisation: number | null) =>
    database.run(
      `INSERT INTO clients (id, name, secret_hash, organisation_id, redirect_uris) VALUES (?, ?, ?, ?, '[]')`,
      id,
      name,
      hashOf(secret),
      organisation,
    );
  addClient(dashboardClient.clientId, 'Claritalk dashboard', dashboardClient.clientSecret, null);
  addClient(serviceAccount.clientId, 'Sandbox service account', serviceAccount.clientSecret, organisationId);
  for (const [name, token] of Object.entries(personalAccessTokens)) {
    const user = users.find(({ email }) => email === `${name}@sandbox.test`);
    if (user) database.run('INSERT INTO personal_access_tokens VALUES (?, ?)', hashOf(token), user.id);
  }
}

/** Seeds organisations, users, teams, dossiers and credentials. */
export function seedOrganisation(database: Database, random: Random, now: number): SeededOrganisation {
  const organisationIds = addOrganisations(database, random, people.organisations);
  const [id] = organisationIds;
  if (id === undefined) throw new Error('the seed has no organisation');
  const users = addUsers(database, random, organisationIds, now, people.users);
  const teams = addTeams(database, random, id, users);
  addCredentials(database, id, users);
  return {
    id,
    users: users
      .filter((user) => user.organisation === undefined)
      .map((user) => ({ ...user, teamIds: teams.memberships.get(user.id) ?? [] })),
    dossierIds: addDossiers(database, random, id, teams.ids, now),
  };
}

/** Seeds what a new customer has: an organisation with one admin, and the credentials. */
export function seedEmptyOrganisation(database: Database, random: Random, now: number): void {
  const [organisation] = people.organisations;
  const organisationIds = addOrganisations(database, random, [organisation]);
  const users = addUsers(database, random, organisationIds, now, people.users.slice(0, 1));
  addCredentials(database, organisationIds[0] ?? 0, users);
}
