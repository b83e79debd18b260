import type { Plan } from '../lib/database.ts';
import { laterTable } from '../lib/later.ts';

/** All resources are in one table: what they have is said by the rows of the contract. */
const entities = `
CREATE TABLE entities (
  number INTEGER PRIMARY KEY, type TEXT NOT NULL, id TEXT NOT NULL, fields TEXT NOT NULL, UNIQUE (type, id)
);
CREATE INDEX entities_of_channel ON entities(type, json_extract(fields, '$."channel-id"'));
`;

/** Never edit a migration that was released. */
export const plan: Plan = { file: 'courier.sqlite', migrations: [[entities, laterTable].join('\n')] };
