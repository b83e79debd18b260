import { createHash } from 'node:crypto';
import type { OperationForm } from '#contract/gateway/connections.ts';
import { jsonSchema } from '#contract/json-schema.ts';
import type { Schema } from '#contract/operation.ts';
import { type ConnectedOperation, isPathGuessed } from '#contract/system.ts';
import type { OfferedSystem } from './offered.ts';

/** The forms of a system as JSON, with the tag by which a page knows whether it has them. */
export interface Forms {
  readonly text: string;
  readonly etag: string;
}

/** Tables do not change while the server runs. */
const made = new WeakMap<readonly ConnectedOperation[], Forms>();

const schemaOf = (schema: Schema | undefined) => schema && jsonSchema(schema);

/** @param upstreamPath as the server of the organisation has it */
export const formOf = (row: ConnectedOperation, upstreamPath: string = row.path): OperationForm => ({
  name: row.name,
  title: row.title,
  about: row.about,
  resource: row.resource,
  effect: row.effect,
  who: row.who,
  guards: [...row.guards],
  source: row.source,
  method: row.method,
  path: row.path,
  upstreamMethod: row.upstreamMethod,
  upstreamPath,
  pathGuessed: isPathGuessed(row),
  bodyKind: row.bodyKind,
  bodyTypes: [...row.bodyTypes],
  repeatable: [...row.repeatable],
  actsAs: row.actsAs ?? null,
  params: schemaOf(row.params) ?? null,
  query: schemaOf(row.query) ?? null,
  body: schemaOf(row.body) ?? null,
});

/**
 * What the API console shows: every row that the gateway forwards.
 * @param set paths that the organisation has set.
 */
export function formsOf({ system, url, operations }: OfferedSystem, set: ReadonlyMap<string, string>): Forms {
  const known = set.size === 0 ? made.get(operations) : undefined;
  if (known) return known;
  const { name: header, prefix } = system.credential;
  const forwarded = operations.filter(({ proxied }) => proxied).map((row) => formOf(row, set.get(row.name)));
  const text = JSON.stringify({ address: url ?? null, header, prefix, operations: forwarded });
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  const forms = { text, etag };
  if (set.size === 0) made.set(operations, forms);
  return forms;
}
