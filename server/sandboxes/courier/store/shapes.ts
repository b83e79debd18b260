/** What the rows of the contract say of resources: which attributes each has, which type is at which address. */
import { operations } from '#contract/courier/table.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { fieldNames, schemaAt } from '../../lib/schema-fields.ts';

const plain = /^\/v1\/([\w-]+)\/(:id\/)?$/;

/** What a row does to a resource, where its address and method alone tell. */
export type Plain = 'list' | 'create' | 'get' | 'update' | 'delete';

const verbs: Readonly<Record<string, Plain>> = {
  'GET ': 'list',
  'POST ': 'create',
  'GET :id/': 'get',
  'PATCH :id/': 'update',
  'DELETE :id/': 'delete',
};

export function plainRow({ path, method }: ConnectedOperation): { type: string; verb: Plain } | undefined {
  const [, type, id = ''] = plain.exec(path) ?? [];
  const verb = verbs[`${method} ${id}`];
  return type !== undefined && verb ? { type, verb } : undefined;
}

/** Types that are listed below something else. */
const looked: Readonly<Record<string, string>> = {
  getSnifferLogs: 'sniffer-logs',
  getUserDeviceLogs: 'user-device-logs',
};

/** Names of the attributes of all types that some row answers with. */
export const attributesOf: ReadonlyMap<string, readonly string[]> = new Map(
  operations.flatMap((row) => {
    const attributes = schemaAt(row.response, 'data', 'attributes');
    const type = plainRow(row)?.type ?? looked[row.name];
    return type !== undefined && attributes ? [[type, fieldNames(attributes)]] : [];
  }),
);
