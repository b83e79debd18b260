/** Requests of all rows that the sandbox takes, for what there is or is made for them. */
import { receiveExternalMessage, sendMessage } from '#contract/chat2desk/messages.ts';
import { createOperator } from '#contract/chat2desk/operators.ts';
import { assignTags } from '#contract/chat2desk/tags.ts';
import { createTemplate, createTemplateGroup } from '#contract/chat2desk/templates.ts';
import { createTicket } from '#contract/chat2desk/tickets.ts';
import { createWebhook } from '#contract/chat2desk/webhook-settings.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import type { Extent } from '#contract/testing/golden.ts';
import { firstIds, firstTagId } from '../seed/company-data.ts';
import type { DeskWorld, Request } from './desk-world.ts';
import { goldenRequest } from './golden-requests.ts';

async function externalMessage(world: DeskWorld): Promise<number> {
  const inbound = await world.data(receiveExternalMessage, {
    body: { channel_id: 21_750, body: 'Hello', from_client: { id: 'walker' } },
  });
  const sent = await world.data(sendMessage, { body: { client_id: inbound.client_id, text: 'Hello!' } });
  return sent.message_id;
}

/** What a row is about, made where it is taken away or may be there once. */
const subjects: Readonly<Record<string, (world: DeskWorld) => Promise<number>>> = {
  deleteTemplate: async (world) => (await world.data(createTemplate, { body: { name: 'Short-lived' } })).id,
  deleteTemplateGroup: async (world) =>
    (await world.data(createTemplateGroup, { body: { name: 'Short-lived' } })).id,
  deleteTicket: async (world) =>
    (await world.data(createTicket, { body: { summary: 'A', description: 'B', priority: 1 } })).id.slice(5),
  deleteWebhook: newHook,
  getWebhook: newHook,
  updateWebhook: newHook,
  setMessageStatus: externalMessage,
  removeTag: async (world) => {
    const assignee = { assignee_type: 'request', assignee_id: firstIds.request };
    await world.call(assignTags, { body: { tag_ids: [firstTagId + 1], ...assignee } });
    return firstTagId + 1;
  },
  updateOperator: async (world) => {
    const query = { email: 'new@example.org', first_name: 'A', last_name: 'B', access_rights_id: 55_541 };
    const made = await world.call(createOperator, { query: { ...query, status_id: 1 } });
    return made.body.data?.id ?? firstIds.operator + 5;
  },
};

async function newHook(world: DeskWorld): Promise<number> {
  world.sql('DELETE FROM webhooks');
  return (
    await world.data(createWebhook, { body: { url: 'https://example.org', name: 'A', events: ['inbox'] } })
  ).id;
}

const byPath: readonly (readonly [RegExp, number])[] = [
  [/^\/v1\/clients\//, firstIds.client],
  [/^\/v1\/messages\//, firstIds.message],
  [/^\/v1\/requests\//, firstIds.request],
  [/^\/v1\/dialogs\//, firstIds.dialog],
  [/^\/v1\/tags\//, firstTagId],
  [/^\/v1\/access_rights\//, 55_540],
];

const subjectOf = (world: DeskWorld, operation: ConnectedOperation): Promise<number> | number =>
  subjects[operation.name]?.(world) ?? byPath.find(([path]) => path.test(operation.path))?.[1] ?? 1;

/** What may be there once has another name each time. */
const unique: Readonly<Record<string, (extent: Extent) => Partial<Request>>> = {
  createOperator: (extent) => ({ query: { email: `${extent}@example.org` } }),
  updateOperator: (extent) => ({ query: { email: `${extent}.changed@example.org` } }),
  createClient: (extent) => ({ body: { phone: extent === 'full' ? '31201234567' : '31201234568' } }),
};

/** A request for a row with what its path is about, each time with what may be there once only. */
export async function requestFor(
  world: DeskWorld,
  operation: ConnectedOperation,
  extent: Extent,
): Promise<Request> {
  const request = goldenRequest(operation, extent, await subjectOf(world, operation));
  const own = unique[operation.name]?.(extent) ?? {};
  return {
    ...request,
    ...(request.query ? { query: { ...request.query, ...own.query } } : {}),
    ...(request.body ? { body: { ...Object(request.body), ...Object(own.body) } } : {}),
  };
}
