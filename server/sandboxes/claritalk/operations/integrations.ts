import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import * as contract from '#contract/claritalk/integrations.ts';
import { dateText } from '#contract/claritalk/shapes.ts';
import type { Database } from '../../lib/database.ts';
import { forbidden, notFound, unprocessable } from '../../lib/errors.ts';
import { filterEnd, filterStart, toApiTime } from '../clock.ts';
import { handle } from '../operation-handler.ts';
import { findUser } from '../store/users.ts';

interface IntegrationRow {
  id: number;
  name: string;
  type: string;
  available: number;
  connection_id: number | null;
  synced_at: string | null;
}

// The tenant's own catalogue; children use what their parent organisation has, without a connection.
const integrationSql = `SELECT i.id, i.name, i.type, i.available, c.id AS connection_id, c.synced_at FROM integrations i
  LEFT JOIN integration_connections c ON c.integration_id = i.id AND c.organisation_id = ?1
  WHERE i.organisation_id IN (?1, (SELECT parent_id FROM organisations WHERE id = ?1))`;

const toIntegration = (row: IntegrationRow) => ({
  id: row.id,
  name: row.name,
  type: row.type,
  connected: row.connection_id !== null,
  synced_at: row.synced_at,
});

function findIntegration(database: Database, organisationId: number, id: number): IntegrationRow {
  const row = database.get<IntegrationRow>(`${integrationSql} AND i.id = ?2`, organisationId, id);
  if (!row) throw notFound('Integration not found.');
  return row;
}

function findConnected(database: Database, organisationId: number, id: number) {
  const row = findIntegration(database, organisationId, id);
  if (row.connection_id === null) throw notFound('Connection not found.');
  return { ...row, connection_id: row.connection_id };
}

const listIntegrations = handle(contract.listIntegrations, ({ services, organisationId }) => ({
  body: services.database
    .all<IntegrationRow>(`${integrationSql} ORDER BY i.id`, organisationId)
    .map(toIntegration),
}));

const getIntegration = handle(contract.getIntegration, ({ services, organisationId, params }) => ({
  body: toIntegration(findIntegration(services.database, organisationId, Number(params.integrationId))),
}));

interface RecordRow {
  id: string;
  title: string;
  description: string;
  vat_number: string | null;
  type: string;
}

const recordSql =
  'SELECT id, title, description, vat_number, type FROM integration_records WHERE integration_id = ?';

/** Later than any change: the provider itself is always up to date. */
const always = '9999-12-31 23:59:59';

/** A LIKE pattern that finds the text anywhere, taken literally. */
const contains = (term: string) => `%${term.replace(/[\\%_]/g, '\\$&')}%`;

/** Records of an integration as they were at `until`. */
function searchRecords(database: Database, integrationId: number, term: string, until: string): RecordRow[] {
  const pattern = contains(term.trim());
  return database.all<RecordRow>(
    `${recordSql} AND changed_at <= ? AND (title LIKE ? ESCAPE '\\' OR description LIKE ? ESCAPE '\\' OR vat_number LIKE ? ESCAPE '\\'
     OR type LIKE ? ESCAPE '\\') ORDER BY title`,
    integrationId,
    until,
    pattern,
    pattern,
    pattern,
    pattern,
  );
}

const getIntegrationData = handle(contract.getIntegrationData, ({ services, organisationId, query }) => {
  const { database } = services;
  const integration = findConnected(database, organisationId, Number(query.integration_id));
  // Claritalk's copy is as old as the latest sync; the actions below ask the provider.
  const until = integration.synced_at ?? '';
  const some = database.get(`${recordSql} AND changed_at <= ? LIMIT 1`, integration.id, until);
  if (!some) throw notFound('Data not found.');
  return {
    body: {
      data: searchRecords(database, integration.id, query.term ?? '', until),
      id: integration.connection_id,
    },
  };
});

const toRelation = (row: RecordRow) => ({ id: row.id, label: row.title });

const searchData = v.object({ term: v.pipe(v.string(), v.regex(/\S/), v.maxLength(255)) });
const betweenData = v.pipe(
  v.object({
    from: v.optional(dateText),
    to: v.optional(dateText),
    start: v.optional(dateText),
    end: v.optional(dateText),
  }),
  v.transform(({ from, to, start, end }) => ({ from: from ?? start, to: to ?? end })),
);

function relationsBetween(database: Database, integrationId: number, data: unknown): RecordRow[] {
  const range = v.safeParse(betweenData, data);
  const { from, to } = range.success ? range.output : { from: undefined, to: undefined };
  if (!from || !to) throw unprocessable('relations.between needs data.from and data.to as dates.');
  return database.all<RecordRow>(
    `${recordSql} AND changed_at BETWEEN ? AND ? ORDER BY title`,
    integrationId,
    filterStart(from),
    filterEnd(to),
  );
}

/** Imports what has changed at the provider since the last sync, and returns it. */
function syncConnection(database: Database, integration: IntegrationRow): RecordRow[] {
  const now = toApiTime(Date.now());
  const changed = database.all<RecordRow>(
    `${recordSql} AND changed_at > ? AND changed_at <= ? ORDER BY title`,
    integration.id,
    integration.synced_at ?? '',
    now,
  );
  database.run(
    'UPDATE integration_connections SET synced_at = ? WHERE id = ?',
    now,
    integration.connection_id,
  );
  return changed;
}

/** More requests than this are forgotten. */
const mostCommunicated = 100;

const communicateWithIntegration = handle(
  contract.communicateWithIntegration,
  async ({ services, organisationId, caller, body }) => {
    const { database, settings, communicated } = services;
    communicated.push(body);
    communicated.splice(0, communicated.length - mostCommunicated);
    const userUuid = body.user_uuid.toLowerCase();
    if (caller.kind === 'user' && caller.user.uuid !== userUuid) {
      throw forbidden('You may only communicate as yourself.');
    }
    if (!findUser(database, organisationId, userUuid)) throw notFound('User not found.');
    const integration = findConnected(database, organisationId, body.integration_id);
    if (integration.available === 0) throw unprocessable(`${integration.name} did not answer.`);
    switch (body.action) {
      case 'sync':
        // A full sync takes its time, as the providers do.
        await sleep(settings.processingMs / 4, undefined, { ref: false });
        return { body: { data: syncConnection(database, integration).map(toRelation) } };
      case 'relations.all':
        return { body: { data: searchRecords(database, integration.id, '', always).map(toRelation) } };
      case 'relations.between':
        return { body: { data: relationsBetween(database, integration.id, body.data).map(toRelation) } };
      case 'relations.search': {
        const search = v.safeParse(searchData, body.data);
        if (!search.success) throw unprocessable('relations.search needs data.term.');
        return {
          body: { data: searchRecords(database, integration.id, search.output.term, always).map(toRelation) },
        };
      }
    }
  },
);

export const integrationHandlers = [
  listIntegrations,
  getIntegration,
  getIntegrationData,
  communicateWithIntegration,
];
