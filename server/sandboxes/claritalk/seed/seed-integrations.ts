import { relationId } from '../../firm/addresses.ts';
import { clients, relationTypes } from '../../firm/clients.ts';
import type { Database } from '../../lib/database.ts';
import type { Random } from '../../lib/random.ts';
import { toApiTime } from '../clock.ts';

const hourMs = 3600 * 1000;
const dayMs = 24 * hourMs;

/** The last clients are new in the CRM since its last sync: a sync brings them. */
const unsynced = 3;

/**
 * Seeds a connected CRM with searchable relations, one that is connected but never answers (so that its
 * documented error can be seen), and one that is not connected.
 */
export function seedIntegrations(
  database: Database,
  random: Random,
  organisationId: number,
  now: number,
): void {
  const add = (name: string, type: string, available: boolean, connected: boolean) => {
    const sql = 'INSERT INTO integrations (organisation_id, name, type, available) VALUES (?, ?, ?, ?)';
    const { id } = database.run(sql, organisationId, name, type, Number(available));
    if (connected) {
      const connect =
        'INSERT INTO integration_connections (integration_id, organisation_id, synced_at) VALUES (?, ?, ?)';
      database.run(connect, id, organisationId, available ? toApiTime(now - dayMs) : null);
    }
    return id;
  };
  const crm = add('Relatiebeheer', 'crm', true, true);
  add('Agenda Connect', 'calendar', false, true);
  add('Boekhoudpakket Online', 'accounting', true, false);
  for (const [index, client] of clients.entries()) {
    const type = index < 36 ? relationTypes[0] : random.pick(relationTypes);
    const changedMs = random.integer(1, 420) * dayMs;
    database.run(
      `INSERT INTO integration_records (id, integration_id, title, description, vat_number, type, changed_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      relationId(index),
      crm,
      client.name,
      `${client.trade}, ${client.city} – ${client.contacts.join(', ')}`,
      client.vat,
      type,
      toApiTime(now - (index < clients.length - unsynced ? changedMs : hourMs)),
    );
  }
}
