import { organisations, users } from '../../firm/people.ts';
import type { Database } from '../../lib/database.ts';
import { Random } from '../../lib/random.ts';
import { toApiTime } from '../clock.ts';

const dayMs = 24 * 3600 * 1000;
/** Its own generator: however many there are, the rest of the seed stays the same. */
const seed = 5_000;

const firstNames = users.map(({ name }) => name.split(' ')[0] ?? name);
const lastNames = users.map(({ name }) => name.split(' ').slice(1).join(' '));

/** Enlarges an organisation: adds people without a password until it has `count`. `now` in ms. */
export function seedMoreUsers(database: Database, organisationId: number, count: number, now: number): void {
  const random = new Random(seed);
  const [row] = database.all<{ n: number }>(
    'SELECT count(*) AS n FROM users WHERE organisation_id = ?',
    organisationId,
  );
  for (let number = row?.n ?? 0; number < count; number += 1) {
    const [first, last] = [random.pick(firstNames), random.pick(lastNames)];
    const plain = `${first}.${last}`
      .normalize('NFD')
      .replace(/[^A-Za-z.]/g, '')
      .toLowerCase();
    const joined = now - random.integer(1, 1500) * dayMs;
    database.run(
      `INSERT INTO users (uuid, organisation_id, name, email, locale, role, scopes, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, 'user', '[]', ?, ?)`,
      random.uuid(),
      organisationId,
      `${first} ${last}`,
      `${plain}.${number}@${organisations[0].domain}`,
      random.pick(['en', 'nl', 'fr', 'de']),
      toApiTime(joined),
      toApiTime(Math.min(now, joined + random.integer(0, 400) * dayMs)),
    );
  }
}
