import { dashboardClient } from '../credentials.ts';
import type { Database } from '../database.ts';
import type { Settings } from '../settings.ts';
import { Random } from './random.ts';
import { seedIntegrations } from './seed-integrations.ts';
import { seedMeetings } from './seed-meetings.ts';
import { seedOrganisation } from './seed-organisation.ts';
import { seedTemplates } from './seed-templates.ts';

const randomSeed = 20_250_115;

function fill(database: Database, count: number): void {
  const random = new Random(randomSeed);
  const now = Date.now();
  const organisation = seedOrganisation(database, random, now);
  const types = seedTemplates(database, organisation.id);
  seedIntegrations(database, random, organisation.id, now);
  seedMeetings(database, random, { organisation, types, count, now });
}

/** Fills a new database with the made-up firm; registers the dashboard's redirect URIs on every start. */
export function seed(database: Database, settings: Settings): void {
  if (!database.get('SELECT 1 FROM organisations')) {
    database.transaction(() => fill(database, settings.meetings));
    database.analyse();
  }
  database.run(
    'UPDATE clients SET redirect_uris = ? WHERE id = ?',
    JSON.stringify(settings.redirectUris),
    dashboardClient.clientId,
  );
}
