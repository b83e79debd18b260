import type { Schema } from '#contract/operation.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { type Extent, golden } from '#contract/testing/golden.ts';
import { firstIds, firstMenuId, firstTagId } from '../seed/company-data.ts';
import type { Request } from './desk-world.ts';

/** Values of golden requests that have to be of the sandbox, by the names of fields. */
const known: Readonly<Record<string, unknown>> = {
  access_rights_id: 55_540,
  assignee_id: firstIds.operator,
  channel_id: 18_333,
  channels: [18_333],
  client_id: firstIds.client,
  deadline: '2095-07-19T12:00:00Z',
  dialog_id: firstIds.dialog,
  group_id: firstIds.group,
  initiator_id: firstIds.operator,
  menu_item_id: firstMenuId,
  operator_id: firstIds.operator,
  reply_message_id: firstIds.message,
  reporter_id: firstIds.operator,
  request_id: firstIds.request,
  request_ids: [firstIds.request],
  tag_group_id: 1425,
  tag_ids: [firstTagId],
  transport: 'whatsapp',
  updater_id: firstIds.operator,
};

/** The parameters of a row's path, and fields that mean something else there than elsewhere. */
const special: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  assignTags: { assignee_id: firstIds.client },
  createTemplate: { group_id: 1 },
  updateTemplate: { group_id: 1 },
  receiveExternalMessage: { channel_id: 21_750 },
};

function adapted(value: unknown, own: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => adapted(item, own));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, own[name] ?? known[name] ?? adapted(field, own)]),
  );
}

/** Returns a request that the row accepts, for what is in the sandbox. `id` is what its path is about. */
export function goldenRequest(operation: ConnectedOperation, extent: Extent, id: number): Request {
  const own = special[operation.name] ?? {};
  const made = (schema: Schema) => adapted(golden(schema, extent), own);
  const params = operation.params
    ? { id, ...(operation.name === 'setMessageStatus' ? { status: 6 } : {}) }
    : {};
  return {
    params,
    ...(operation.query ? { query: Object(made(operation.query)) } : {}),
    ...(operation.body ? { body: made(operation.body) } : {}),
  };
}
