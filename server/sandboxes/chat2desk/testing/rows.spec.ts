import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { receiveExternalMessage, sendMessage } from '#contract/chat2desk/messages.ts';
import { createOperator } from '#contract/chat2desk/operators.ts';
import { operations } from '#contract/chat2desk/table.ts';
import { assignTags } from '#contract/chat2desk/tags.ts';
import { createTemplate, createTemplateGroup } from '#contract/chat2desk/templates.ts';
import { createTicket } from '#contract/chat2desk/tickets.ts';
import { createWebhook } from '#contract/chat2desk/webhook-settings.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import type { Extent } from '#contract/testing/golden.ts';
import { firstIds, firstTagId } from '../seed/company-data.ts';
import { DeskWorld, type Request } from './desk-world.ts';
import { missingId, refusals } from './documented-refusals.ts';
import { goldenRequest } from './golden-requests.ts';

const world = new DeskWorld({ sendsPerSecond: 15 });
beforeAll(() => world.start());
afterAll(() => world.destroy());
afterEach(() => world.post('/sandbox/reset-rate-limits', {}));

const client = firstIds.client;

async function externalMessage(): Promise<number> {
  const inbound = await world.data(receiveExternalMessage, {
    body: { channel_id: 21_750, body: 'Hello', from_client: { id: 'walker' } },
  });
  const sent = await world.data(sendMessage, { body: { client_id: inbound.client_id, text: 'Hello!' } });
  return sent.message_id;
}

/** What a row is about, made where it is taken away or may be there once. */
const subjects: Readonly<Record<string, () => Promise<number>>> = {
  deleteTemplate: async () => (await world.data(createTemplate, { body: { name: 'Short-lived' } })).id,
  deleteTemplateGroup: async () =>
    (await world.data(createTemplateGroup, { body: { name: 'Short-lived' } })).id,
  deleteTicket: async () =>
    (await world.data(createTicket, { body: { summary: 'A', description: 'B', priority: 1 } })).id.slice(5),
  deleteWebhook: newHook,
  getWebhook: newHook,
  updateWebhook: newHook,
  setMessageStatus: externalMessage,
  removeTag: async () => {
    const assignee = { assignee_type: 'request', assignee_id: firstIds.request };
    await world.call(assignTags, { body: { tag_ids: [firstTagId + 1], ...assignee } });
    return firstTagId + 1;
  },
  updateOperator: async () => {
    const query = { email: 'new@example.org', first_name: 'A', last_name: 'B', access_rights_id: 55_541 };
    const made = await world.call(createOperator, { query: { ...query, status_id: 1 } });
    return made.body.data?.id ?? firstIds.operator + 5;
  },
};

async function newHook(): Promise<number> {
  world.sql('DELETE FROM webhooks');
  return (
    await world.data(createWebhook, { body: { url: 'https://example.org', name: 'A', events: ['inbox'] } })
  ).id;
}

const byPath: readonly (readonly [RegExp, number])[] = [
  [/^\/v1\/clients\//, client],
  [/^\/v1\/messages\//, firstIds.message],
  [/^\/v1\/requests\//, firstIds.request],
  [/^\/v1\/dialogs\//, firstIds.dialog],
  [/^\/v1\/tags\//, firstTagId],
  [/^\/v1\/access_rights\//, 55_540],
];

const subjectOf = (operation: ConnectedOperation): Promise<number> | number =>
  subjects[operation.name]?.() ?? byPath.find(([path]) => path.test(operation.path))?.[1] ?? 1;

/** What may be there once has another name each time. */
const unique: Readonly<Record<string, (extent: Extent) => Partial<Request>>> = {
  createOperator: (extent) => ({ query: { email: `${extent}@example.org` } }),
  updateOperator: (extent) => ({ query: { email: `${extent}.changed@example.org` } }),
  createClient: (extent) => ({ body: { phone: extent === 'full' ? '31201234567' : '31201234568' } }),
};

describe.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s',
  (name, operation) => {
    test.each(['required', 'full'] as const)('takes a request with what is %s', async (extent) => {
      const request = goldenRequest(operation, extent, await subjectOf(operation));
      const own = unique[name]?.(extent) ?? {};
      const answer = await world.call(operation, {
        ...request,
        ...(request.query ? { query: { ...request.query, ...own.query } } : {}),
        ...(request.body ? { body: { ...Object(request.body), ...Object(own.body) } } : {}),
      });
      expect(answer.status, JSON.stringify(answer.body)).toBe(operation.successStatuses[0]);
      expect(answer.body.status ?? 'success').toBe('success');
    });

    test('refuses what it does not know, and anyone who has no key', async () => {
      const request = goldenRequest(operation, 'required', missingId);
      const unknown = { ...request.query, unheard_of: '1' };
      const answer = await world.call(operation, { ...request, query: unknown });
      // Where what it is about is not there either, that may be said instead.
      expect([400, 404]).toContain(answer.status);
      if (name === 'listCountries') return;
      for (const token of [null, '', 'wrong', 'Bearer sandbox-chat2desk-token']) {
        expect((await world.call(operation, { ...request, token })).status).toBe(401);
      }
    });

    const documented = operation.errors.map((error) => [error.when, error.status] as const);
    test.runIf(documented.length > 0).each(documented)('%s: %i', async (when, status) => {
      const refusal = refusals[name]?.[when];
      expect(refusal, `${name}: no test of "${when}"`).toBeDefined();
      const { request, body, ...expected } = refusal!;
      const answer = await world.call(
        operation,
        typeof request === 'function' ? await request(world) : request,
      );
      expect(answer.status, JSON.stringify(answer.body)).toBe(expected.status ?? status);
      expect(answer.body).toEqual(body);
    });
  },
);
