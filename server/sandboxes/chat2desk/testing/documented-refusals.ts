/** A request for each documented error, and the whole body that it gets. */
import { createClient } from '#contract/chat2desk/clients.ts';
import { sendMessage } from '#contract/chat2desk/messages.ts';
import { createOperator } from '#contract/chat2desk/operators.ts';
import { createWebhook } from '#contract/chat2desk/webhook-settings.ts';
import { firstIds, firstTagId } from '../seed/company-data.ts';
import type { DeskWorld, Request } from './desk-world.ts';

export const missingId = 999_999_999;
const missing = { params: { id: missingId } };

interface DocumentedRefusal {
  readonly request: Request | ((world: DeskWorld) => Promise<Request>);
  readonly body: unknown;
  /** Where the system reports it with a status that means something else. */
  readonly status?: number;
}

const notFound = (what: string) => ({
  message: 'not_found',
  errors: `${what} #${missingId} not found`,
  status: 'error',
});
const badRequest = (errors: unknown) => ({ message: 'bad_request', errors, status: 'error' });
const unknown = (text: string) => [{ text, error: 'not_found' }];
const required = [{ text: 'Parameter is required.', error: 'missing_parameter' }];

const clientMissing = { 'client not found': { request: missing, body: notFound('Client') } };
const messageMissing = { 'message not found': { request: missing, body: notFound('Message') } };
const requestMissing = { 'request not found': { request: missing, body: notFound('Request') } };
const hookMissing = { 'webhook not found': { request: missing, body: notFound('Webhook') } };
const templateMissing = { request: missing, body: notFound('Template') };
const templateGroupMissing = { 'group not found': { request: missing, body: notFound('Templates group') } };

const wrongTemplate = {
  'the name is missing or too long, or both a group and a user are given': {
    request: { params: { id: 1 }, body: { name: 'x'.repeat(61), group_id: 1, user_id: firstIds.operator } },
    body: {
      name: ["Parameter 'name' cannot be empty and must not exceed 60 characters."],
      group_id: ['Cannot specify both groups_template_id and user_id'],
      user_id: ['Cannot specify both groups_template_id and user_id'],
    },
  },
};

const wrongOperator = (query: object, email: string) => ({
  'the e-mail address is taken, or rights or status are unknown': {
    request: {
      params: { id: firstIds.operator + 1 },
      query: { ...query, email: 'ada@sandbox.test', access_rights_id: 1, status_id: 9 },
    },
    body: {
      email: [email],
      access_rights_id: [{ error: 'Access rights not found for this company!' }],
      status_id: [{ error: 'This status id is not correct!' }],
    },
  },
});

const wrongTicket = {
  summary: 'x'.repeat(256),
  description: '',
  priority: 'major',
  assignee_id: 1,
  deadline: 'yesterday',
  request_ids: ['iOS'],
  status: 'to do',
};
const ticketProblem = (text: string) => [{ text, error: 'unsupported_value' }];
const ticketProblems = {
  summary: ticketProblem("Parameter 'summary' cannot be empty and must not exceed 255 characters."),
  description: ticketProblem("Parameter 'description' cannot be empty"),
  priority: ticketProblem('Parameter must be a numeric value between 1 and 3.'),
  status: ticketProblem('Parameter must be a numeric value between 1 and 4.'),
  deadline: ticketProblem('Parameter must be in ISO 8601 format'),
  request_ids: ticketProblem('Parameter must be a numeric value.'),
};

/** A request of a company without a paid feature, which it gets back before the next one. */
const notBought = (lacks: string, feature: string, request: Request): DocumentedRefusal => ({
  request: async (world) => {
    await world.post('/sandbox/systems/chat2desk', { happens: 'plan_changes', lacks: [lacks] });
    return request;
  },
  body: {
    message: 'forbidden',
    errors: `${feature} is not turned on for your company. Contact administration.`,
    status: 'error',
  },
});

async function fillHooks(world: DeskWorld): Promise<Request> {
  const body = { url: 'https://example.org', name: 'A', events: ['inbox'] };
  world.sql('DELETE FROM webhooks');
  for (let at = 0; at < 5; at++) await world.data(createWebhook, { body });
  return { body };
}

/** By row, and then by what its table says about the error. */
export const refusals: Readonly<Record<string, Readonly<Record<string, DocumentedRefusal>>>> = {
  getClient: clientMissing,
  getClientTransports: clientMissing,
  listClientDialogs: clientMissing,
  listClientQuestions: clientMissing,
  getClientLastQuestion: clientMissing,
  updateClient: { 'client not found': { request: { ...missing, body: {} }, body: notFound('Client') } },
  createClient: {
    'the client exists already; its id is in the error': {
      request: async (world) => {
        const body = { phone: '31209999999', transport: 'sms' };
        const { id } = await world.data(createClient, { body });
        // So that the whole response is known.
        world.sql('UPDATE clients SET id = 7777 WHERE id = ?', id);
        world.sql('UPDATE client_transports SET client_id = 7777 WHERE client_id = ?', id);
        return { body };
      },
      body: badRequest({ client: ['Client already exists', '{"id":7777}'] }),
    },
    'the company does not have the paid option “Write first”': notBought('write-first', 'Write first', {
      body: { phone: '31209999998', transport: 'sms' },
    }),
  },
  getMessage: messageMissing,
  markMessageRead: messageMissing,
  markMessageUnread: messageMissing,
  transferMessage: {
    'no operator given or found, or the transfer failed': {
      request: { params: { id: firstIds.message }, query: { operator_id: 100 } },
      body: badRequest({ operator_id: unknown('Operator 100 not found.') }),
    },
    'message not found': {
      request: { ...missing, query: { operator_id: firstIds.operator } },
      body: notFound('Message'),
    },
  },
  transferMessageToGroup: {
    'nobody of the group is available': {
      request: async (world) => {
        world.sql("INSERT OR IGNORE INTO operator_groups VALUES (77, 'Nobody')");
        return { params: { id: firstIds.message }, query: { group_id: 77, force_assign: 'false' } };
      },
      body: badRequest(unknown('No available operator found!')),
    },
    'group or message not found': {
      request: { params: { id: firstIds.message }, query: { group_id: missingId } },
      body: notFound('Operator Group'),
    },
  },
  sendMessage: {
    'neither text nor attachment, or the client, channel or operator is unknown': {
      request: { body: { client_id: missingId, text: 'Hello' } },
      body: badRequest({ client_id: unknown(`Client ${missingId} not found.`) }),
    },
    'more than about fifteen messages a second': {
      request: async (world) => {
        const body = { client_id: firstIds.client, text: 'Hello' };
        await Promise.all(Array.from({ length: 15 }, () => world.call(sendMessage, { body })));
        return { body };
      },
      body: { message: 'too_many_requests', errors: 'Too many requests', status: 'error' },
    },
  },
  receiveExternalMessage: {
    'both or none of id and phone, or the channel is not an external one': {
      request: { body: { channel_id: 18_333, body: 'Hello', from_client: { id: 'a' } } },
      body: badRequest({ channel_id: unknown('External channel 18333 not found.') }),
    },
  },
  importMessages: {
    'one of the messages was not taken; each says why': {
      request: {
        body: {
          client_id: firstIds.client,
          channel_id: 18_333,
          transport: 'whatsapp',
          messages: [
            {
              timestamp: '1682676120',
              text: 'imported message with 2 attachments',
              type: 'to_client',
              attachment: ['https://example.org/a.jpg', 'https://example.org/b.jpg'],
            },
          ],
        },
      },
      body: {
        errors: [
          { text: 'imported message with 2 attachments', errors: [{ attachment: ['must be a string'] }] },
        ],
        status: 'failure',
      },
    },
  },
  setMessageStatus: {
    'message not found': { request: { params: { id: missingId, status: 6 } }, body: notFound('Message') },
  },
  getRequest: requestMissing,
  listRequestMessages: requestMissing,
  closeRequest: {
    'request not found': { request: { body: { request_id: missingId } }, body: notFound('Request') },
  },
  getDialog: { 'dialog not found': { request: missing, body: notFound('Dialog') } },
  updateDialog: {
    'it could not be transferred to the operator': {
      request: async (world) => {
        world.sql('UPDATE operators SET online = 0 WHERE id = ?', firstIds.operator + 4);
        const body = { operator_id: firstIds.operator + 4, force_assign: 'false' };
        return { params: { id: firstIds.dialog }, body };
      },
      body: badRequest(unknown(`Could not transfer to operator ${firstIds.operator + 4}.`)),
    },
    'dialog not found': { request: { ...missing, body: {} }, body: notFound('Dialog') },
  },
  getWebhook: hookMissing,
  updateWebhook: {
    'webhook not found': { request: { ...missing, body: {} }, body: notFound('Webhook') },
  },
  deleteWebhook: hookMissing,
  createWebhook: {
    'a field is missing, or there are five already': {
      request: fillHooks,
      body: badRequest([{ text: 'No more than 5 webhooks are allowed.', error: 'unsupported_value' }]),
    },
  },
  createOperator: {
    ...wrongOperator({ first_name: 'A', last_name: 'B' }, 'must be uniqueness'),
    'there are as many operators as the contract allows': {
      request: async (world) => {
        const query = { first_name: 'A', last_name: 'B', access_rights_id: 55_541, status_id: 1 };
        for (let at = 0; at < 60; at++) {
          await world.call(createOperator, { query: { ...query, email: `full${at}@example.org` } });
        }
        return { query: { ...query, email: 'too-many@example.org' } };
      },
      body: { operators_limit: ['operators limit'] },
    },
  },
  updateOperator: wrongOperator({}, 'has already been taken'),
  getAccessRights: {
    'access rights not found': {
      request: { params: { id: 11 } },
      body: { message: 'not_found', errors: { text: 'Access rights id #11 not found' }, status: 'error' },
    },
  },
  getTag: { 'tag not found': { request: missing, body: notFound('Tag') } },
  createTag: {
    'the label is missing or too long, or the group is unknown': {
      request: { body: { tag_group_id: 5, tag_label: 'New' } },
      body: badRequest({ tag_group_id: unknown('Tag group 5 not found.') }),
    },
  },
  assignTags: {
    'a tag or the assignee is unknown': {
      request: {
        body: { tag_ids: [5], assignee_type: 'client', assignee_id: firstIds.client },
      },
      body: badRequest({ tag_ids: unknown('Tag 5 not found.') }),
    },
  },
  createTagGroup: {
    'the name is missing': { request: { body: {} }, body: badRequest({ tag_group_name: required }) },
  },
  removeTag: {
    'tag not found': {
      request: { params: { id: firstTagId }, body: { client_id: missingId } },
      body: {
        message: 'not_found',
        errors: `Tag #${firstTagId} of client #${missingId} not found`,
        status: 'error',
      },
    },
  },
  listTickets: {
    'a field is wrong; each says how': {
      request: { query: { priority: 'Urgent', assignee_id: 'Catherine', order: 'positive', limit: 201 } },
      body: badRequest({
        priority: ticketProblem('Parameter must be a numeric value.'),
        assignee_id: ticketProblem('Parameter must be a numeric value.'),
        order: [{ text: "Only 'asc' or 'desc' are allowed.", error: 'invalid_filter_and_sorting_params' }],
        limit: ticketProblem('Parameter must be a numeric value.'),
      }),
    },
  },
  getTicket: { 'ticket not found': { request: missing, body: notFound('Ticket') } },
  createTicket: {
    'a field is wrong; each says how': { request: { body: wrongTicket }, body: badRequest(ticketProblems) },
  },
  updateTicket: {
    'a field is wrong; each says how': {
      request: { params: { id: 1 }, body: wrongTicket },
      body: badRequest(ticketProblems),
    },
    'ticket not found': { request: { ...missing, body: {} }, body: notFound('Ticket') },
  },
  deleteTicket: {
    'ticket not found': {
      request: missing,
      status: 200,
      body: badRequest({ text: `Ticket #${missingId} not found`, error: 'not_found' }),
    },
  },
  getTemplate: { 'template not found': templateMissing },
  createTemplate: wrongTemplate,
  updateTemplate: {
    ...wrongTemplate,
    'template not found': { request: { ...missing, body: {} }, body: notFound('Template') },
  },
  deleteTemplate: { 'template not found': templateMissing },
  getTemplateGroup: templateGroupMissing,
  createTemplateGroup: {
    'the name is missing': { request: { body: {} }, body: badRequest({ name: required }) },
  },
  updateTemplateGroup: {
    'group not found': { request: { ...missing, body: { name: 'A' } }, body: notFound('Templates group') },
  },
  deleteTemplateGroup: templateGroupMissing,
  sendMenuItem: {
    'client or item not found': {
      request: { body: { client_id: firstIds.client, menu_item_id: 5 } },
      body: badRequest({ menu_item_id: unknown('Menu item 5 not found.') }),
    },
  },
  getStatistics: {
    'the company does not have the paid feature “Aggregated statistics”': notBought(
      'statistics',
      'Aggregated statistics',
      { query: { report: 'rating', date: '2026-01-31' } },
    ),
  },
  listWebAnalytics: {
    '“URL/UTM tracking” is not turned on': notBought('web-analytics', 'URL/UTM tracking', {}),
  },
};
