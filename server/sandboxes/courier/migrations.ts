import type { Plan } from '../lib/database.ts';
import { laterTable } from '../lib/later.ts';

/** All resources are in one table: the rows of the contract say what they have. */
const entities = `
CREATE TABLE entities (
  number INTEGER PRIMARY KEY, type TEXT NOT NULL, id TEXT NOT NULL, fields TEXT NOT NULL, UNIQUE (type, id)
);
CREATE INDEX entities_of_channel ON entities(type, json_extract(fields, '$."channel-id"'));
`;

/** Lists of recordings may be long. */
const ofOrganization = `
CREATE INDEX entities_of_organization ON entities(type, json_extract(fields, '$."organization-id"'), number);
`;

/** Never edit a migration that was released. */
export const plan: Plan = {
  file: 'courier.sqlite',
  migrations: [[entities, laterTable].join('\n'), ofOrganization],
};
