/** Clients: who writes to the company, or is written to. One row per documented operation; `table.ts` has them all. */
import * as v from 'valibot';
import { id, idQuery, integerQuery, maybe, onlyWith, requiredText, text } from '../fields.ts';
import { connected } from '../system.ts';
import { firstContactTransports } from './enumerations.ts';
import * as shape from './shapes.ts';
import { chat2desk } from './system.ts';

const told = { source: 'documented', resource: 'Clients' } as const;
const clientMissing = { status: 404, when: 'client not found' };
/** `DD-MM-YYYY`. */
const dayFirst = v.pipe(
  v.string(),
  v.regex(/^(0[1-9]|[12]\d|3[01])-(0[1-9]|1[0-2])-\d{4}$/),
  v.examples(['31-01-2026']),
);

export const listClients = connected(chat2desk, {
  ...told,
  name: 'listClients',
  title: 'List clients',
  about:
    'Clients with what is known about them, filtered by telephone number, tags or a field of their card.',
  method: 'GET',
  path: '/v1/clients',
  query: v.pipe(
    v.strictObject({
      phone: v.optional(text(64)),
      client_phone: v.optional(text(64)),
      /** Ids with commas: clients with any of them. */
      tags: v.optional(v.pipe(v.string(), v.regex(/^\d{1,15}(,\d{1,15}){0,99}$/), v.examples(['1,2']))),
      'custom_field[id]': v.optional(idQuery),
      'custom_field[text]': v.optional(text(255)),
      /** Unix seconds of the first message. */
      created_after: v.optional(integerQuery()),
      order: shape.order,
      ...shape.page,
    }),
    onlyWith('custom_field[text]', 'custom_field[id]'),
  ),
  media: shape.media.ofPeople,
  response: shape.answer(v.array(shape.client)),
  paging: chat2desk.paging,
  effect: 'read',
  who: 'member',
  place: 'dossier',
});

export const getClient = connected(chat2desk, {
  ...told,
  name: 'getClient',
  title: 'Get a client',
  about: 'One client, with the times of the first and the last message.',
  method: 'GET',
  path: '/v1/clients/:id',
  params: shape.idInPath,
  media: shape.media.ofPeople,
  response: shape.answer(shape.client),
  errors: [clientMissing],
  effect: 'read',
  who: 'member',
  place: 'conversation',
});

export const getClientTransports = connected(chat2desk, {
  ...told,
  name: 'getClientTransports',
  title: 'List the transports of a client',
  about: 'Channels and messengers through which a client can be reached.',
  method: 'GET',
  path: '/v1/clients/:id/transport',
  params: shape.idInPath,
  response: shape.answer(
    v.array(v.looseObject({ channel_id: maybe(v.number()), transports: maybe(v.array(v.string())) })),
  ),
  errors: [clientMissing],
  effect: 'read',
  who: 'member',
  place: 'conversation',
});

export const listClientDialogs = connected(chat2desk, {
  ...told,
  name: 'listClientDialogs',
  title: 'List the dialogs of a client',
  about: 'The dialogs with a client, and who conducted them.',
  method: 'GET',
  path: '/v1/clients/:id/dialogs',
  params: shape.idInPath,
  media: shape.media.ofMessages,
  response: shape.answer(v.array(shape.dialog)),
  errors: [clientMissing],
  effect: 'read',
  who: 'member',
  place: 'console',
});

const question = v.looseObject({
  id: maybe(v.number()),
  text: maybe(v.string()),
  image: maybe(v.string()),
  created: maybe(v.string()),
});

export const listClientQuestions = connected(chat2desk, {
  ...told,
  name: 'listClientQuestions',
  title: 'List the self-service items sent to a client',
  about: 'Items of the self-service menu sent to a client in a period.',
  method: 'GET',
  path: '/v1/clients/:id/questions',
  params: shape.idInPath,
  query: v.strictObject({ start_date: v.optional(dayFirst), finish_date: v.optional(dayFirst) }),
  media: shape.media.ofItems,
  response: shape.answer(v.array(question)),
  errors: [clientMissing],
  effect: 'read',
  who: 'member',
  place: 'connection/self-service',
});

export const getClientLastQuestion = connected(chat2desk, {
  ...told,
  name: 'getClientLastQuestion',
  title: 'Get the last self-service item sent to a client',
  about: 'The item of the self-service menu last sent to a client.',
  method: 'GET',
  path: '/v1/clients/:id/last_question',
  params: shape.idInPath,
  media: shape.media.ofItems,
  response: shape.answer(question),
  errors: [clientMissing],
  effect: 'read',
  who: 'member',
  place: 'connection/self-service',
});

export const updateClient = connected(chat2desk, {
  ...told,
  name: 'updateClient',
  title: 'Change a client',
  about:
    'Changes name, telephone number and fields of a client’s card; admins change the id in the CRM, and can block the client.',
  method: 'PUT',
  path: '/v1/clients/:id',
  params: shape.idInPath,
  body: v.strictObject({
    /** Null deletes the name. */
    nickname: v.optional(v.nullable(text(255))),
    assigned_phone: v.optional(text(64)),
    custom_fields: v.optional(shape.customFields),
    external_id: v.optional(text(255)),
    external_service: v.optional(v.picklist(['amo', 'bitrix'])),
    /** Only in the sample; 1 puts the client on the blacklist. */
    ban_status: v.optional(v.picklist([0, 1])),
  }),
  // The id in the CRM decides whose meetings a client belongs to, and so who sees the conversations.
  adminFields: ['ban_status', 'external_id', 'external_service'],
  response: shape.done,
  errors: [clientMissing],
  effect: 'write',
  who: 'member',
  guards: ['destroying'],
  place: 'conversation',
});

export const createClient = connected(chat2desk, {
  ...told,
  name: 'createClient',
  title: 'Create a client',
  about:
    'Adds a client to write to first. Needs the paid option “Write first”; many first contacts get a number blocked.',
  method: 'POST',
  path: '/v1/clients',
  body: v.strictObject({
    /** Digits with the country code; an e-mail address for the transport `email`. */
    phone: v.pipe(requiredText(254), v.examples(['31201234567'])),
    transport: v.picklist(firstContactTransports),
    /** Without it, the first channel. */
    channel_id: v.optional(id),
    nickname: v.optional(text(255)),
    assigned_phone: v.optional(text(64)),
  }),
  media: shape.media.ofPeople,
  response: shape.answer(shape.client),
  errors: [
    { status: 400, when: 'the client exists already; its id is in the error' },
    { status: 403, when: 'the company does not have the paid option “Write first”' },
  ],
  effect: 'write',
  who: 'member',
  guards: ['first-contact', 'money'],
  place: 'meeting/conversation',
});

export const listCustomClientFields = connected(chat2desk, {
  ...told,
  name: 'listCustomClientFields',
  title: 'List the fields of the client card',
  about: 'The company’s own fields on a client’s card, with their types and values.',
  method: 'GET',
  path: '/v1/custom_client_fields',
  response: shape.answer(
    v.array(
      v.looseObject({
        id: v.number(),
        name: maybe(v.string()),
        /** `input` or `dropdown`. */
        type: maybe(v.string()),
        value: maybe(v.unknown()),
        editable: maybe(v.boolean()),
        viewable: maybe(v.boolean()),
      }),
    ),
  ),
  effect: 'read',
  who: 'member',
  place: 'conversation',
});
