import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { BroadcastPace } from '../connections/broadcasts/broadcasting.ts';

/** What a test waits for, in ms: short, but in the same proportions. */
export const broadcastPace: Partial<BroadcastPace> = {
  cancelMs: 150,
  perSecond: 1_000,
  retryMs: (failures) => (failures > 3 ? undefined : 20 * failures),
  followMs: () => 100,
  arrivesMs: 400,
};

const entity = (type: string) => `INSERT INTO entities (type, id, fields) VALUES ('${type}', ?, ?)`;
const idOf = (kind: string, at: number) => `${kind.repeat(8)}-0000-4000-8000-${String(at).padStart(12, '0')}`;

/** Someone whom Courier knows. */
export interface ManyPerson {
  readonly individual: string;
  readonly email: string;
  readonly phone: string;
}

/**
 * Adds people to a sandbox of Courier that has its database already, all of whom have agreed to text messages.
 * @param dataDir folder of the sandbox
 */
export function addPeople(dataDir: string, count: number): readonly ManyPerson[] {
  const database = new DatabaseSync(join(dataDir, 'courier.sqlite'));
  const now = new Date().toISOString();
  try {
    const [individuals, users, consents] = ['individuals', 'users', 'user-consents'].map((type) =>
      database.prepare(entity(type)),
    );
    database.exec('BEGIN IMMEDIATE');
    const people = Array.from({ length: count }, (_, at): ManyPerson => {
      const [individual, user] = [idOf('a', at), idOf('b', at)];
      const email = `many${at}@example.test`;
      // The sandbox reaches no number that ends in 000.
      const phone = `+3249${String(10_000 + at).padStart(6, '0')}1`;
      const names = { 'first-name': `First${at}`, 'last-name': `Last${at}` };
      const verified = { 'email-verified': true, 'phone-verified': true, 'phone-unsubscribed': false };
      individuals?.run(individual, JSON.stringify({ ...names, 'account-type': 'participant' }));
      const of = { ...names, ...verified, email, phone, 'primary-individual-id': individual };
      users?.run(user, JSON.stringify(of));
      const consent = { 'user-id': user, type: 'sms', state: 'accepted', 'created-at': now, args: {} };
      consents?.run(idOf('c', at), JSON.stringify(consent));
      return { individual, email, phone };
    });
    database.exec('COMMIT');
    return people;
  } finally {
    database.close();
  }
}

/** What a sandbox of Courier has sent that says something: whom each went to. */
export function arrived(dataDir: string, type: 'texts' | 'user-emails', says: string): readonly string[] {
  const database = new DatabaseSync(join(dataDir, 'courier.sqlite'), { readOnly: true });
  try {
    const rows = database
      .prepare(
        `SELECT json_extract(fields, ?) AS target FROM entities
         WHERE type = ? AND instr(json_extract(fields, '$.message'), ?) > 0
           AND coalesce(json_extract(fields, '$.status'), '') <> 'draft' ORDER BY number`,
      )
      .all(type === 'texts' ? '$.target' : '$."individual-id"', type, says);
    return rows.map(({ target }) => String(target));
  } finally {
    database.close();
  }
}
