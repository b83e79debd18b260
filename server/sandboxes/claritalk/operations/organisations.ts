import { randomUUID } from 'node:crypto';
import * as contract from '#contract/claritalk/organisations.ts';
import type { Database } from '../../lib/database.ts';
import { badRequest, notFound } from '../../lib/errors.ts';
import { hashOf, randomToken } from '../oauth/secrets.ts';
import { handle } from '../operation-handler.ts';

interface OrganisationRow {
  id: number;
  uuid: string;
  name: string;
  domain: string;
  parent_id: number | null;
}

/** The organisation and everything below it, parents before children. */
function treeRows(database: Database, organisationId: number): OrganisationRow[] {
  return database.all<OrganisationRow>(
    `WITH RECURSIVE tree(id) AS (
       SELECT ? UNION SELECT o.id FROM organisations o JOIN tree ON o.parent_id = tree.id
     ) SELECT o.* FROM organisations o JOIN tree ON tree.id = o.id ORDER BY o.name`,
    organisationId,
  );
}

interface Node {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  readonly domain: string;
  readonly children: Node[];
}

function toNode(row: OrganisationRow, rows: readonly OrganisationRow[]): Node {
  const children = rows.filter((child) => child.parent_id === row.id).map((child) => toNode(child, rows));
  return { id: row.id, uuid: row.uuid, name: row.name, domain: row.domain, children };
}

const listOrganisations = handle(contract.listOrganisations, ({ services, organisationId }) => {
  const rows = treeRows(services.database, organisationId);
  return { body: rows.filter((row) => row.id === organisationId).map((row) => toNode(row, rows)) };
});

const domainPattern = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

const createOrganisation = handle(contract.createOrganisation, ({ services, organisationId, body }) => {
  const { database } = services;
  if (!domainPattern.test(body.domain.trim())) throw badRequest('The domain is not a valid domain name.');
  const parent = treeRows(database, organisationId).find(
    (row) => row.uuid === body.parent_uuid.toLowerCase(),
  );
  if (!parent) throw notFound('Parent organisation not found.');
  database.transaction(() => {
    const { id } = database.run(
      'INSERT INTO organisations (uuid, name, domain, parent_id) VALUES (?, ?, ?, ?)',
      randomUUID(),
      body.name.trim(),
      body.domain.trim().toLowerCase(),
      parent.id,
    );
    if (body.webhook_url === undefined) return;
    database.run(
      `INSERT INTO clients (id, name, secret_hash, organisation_id, redirect_uris, webhook_url) VALUES (?, ?, ?, ?, '[]', ?)`,
      randomUUID(),
      body.name.trim(),
      hashOf(randomToken()),
      id,
      body.webhook_url,
    );
  });
  return { body: { message: 'Organisation created' } };
});

export const organisationHandlers = [listOrganisations, createOrganisation];
