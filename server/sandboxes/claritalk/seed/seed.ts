import type { Database } from '../../lib/database.ts';
import { Random } from '../../lib/random.ts';
import { dashboardClient, serviceAccount } from '../credentials.ts';
import type { Settings } from '../settings.ts';
import { seedIntegrations } from './seed-integrations.ts';
import { seedMeetings } from './seed-meetings.ts';
import { seedMoreUsers } from './seed-more-users.ts';
import { seedEmptyOrganisation, seedOrganisation } from './seed-organisation.ts';
import { seedTemplates } from './seed-templates.ts';

const randomSeed = 20_250_115;

function fill(database: Database, { meetings, users, empty }: Settings): void {
  const random = new Random(randomSeed);
  const now = Date.now();
  if (empty) {
    seedEmptyOrganisation(database, random, now);
    return;
  }
  const organisation = seedOrganisation(database, random, now);
  const types = seedTemplates(database, organisation.id);
  seedIntegrations(database, random, organisation.id, now);
  seedMeetings(database, random, { organisation, types, count: meetings, now });
  seedMoreUsers(database, organisation.id, users, now);
}

/** A hook address of a gateway on this machine, such as one from an earlier start. */
const ownHook = /^http:\/\/localhost:\d+\/hooks\/[\w-]+$/;

/** Has the service account's organisation deliver its webhooks to the dashboard, unless someone chose otherwise. */
function registerHook(database: Database, webhookUrl: string): void {
  const client = database.get<{ webhook_url: string | null }>(
    'SELECT webhook_url FROM clients WHERE id = ?',
    serviceAccount.clientId,
  );
  const chosen = client?.webhook_url ?? null;
  if (chosen !== null && !ownHook.test(chosen)) return;
  database.run('UPDATE clients SET webhook_url = ? WHERE id = ?', webhookUrl, serviceAccount.clientId);
}

/**
 * Fills a new database with the made-up firm; registers the dashboard's redirect URIs and hook address on every start.
 */
export function seed(database: Database, settings: Settings): void {
  if (!database.get('SELECT 1 FROM organisations')) {
    database.transaction(() => fill(database, settings));
    database.analyse();
  }
  database.run(
    'UPDATE clients SET redirect_uris = ? WHERE id = ?',
    JSON.stringify(settings.redirectUris),
    dashboardClient.clientId,
  );
  if (settings.webhookUrl !== undefined) registerHook(database, settings.webhookUrl);
}
