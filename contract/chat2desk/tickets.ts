/** Tickets. One row per documented operation; `table.ts` has them all. */
import * as v from 'valibot';
import { anyId, idQuery, instant, integerQuery, requiredLongText, requiredText } from '../fields.ts';
import { connected } from '../system.ts';
import * as shape from './shapes.ts';
import { chat2desk } from './system.ts';

const told = { source: 'documented', resource: 'Tickets' } as const;
const wrong = { status: 400, when: 'a field is wrong; each says how' };

const status = v.picklist([1, 2, 3, 4]);
const priority = v.picklist([1, 2, 3]);
/** Called issue_ids in the documentation's comments, request_ids in its samples and responses. */
const requestIds = v.optional(v.pipe(v.array(anyId), v.maxLength(200)));

export const listTickets = connected(chat2desk, {
  ...told,
  name: 'listTickets',
  title: 'List tickets',
  about: 'Tickets, filtered by status, priority, people or a request.',
  method: 'GET',
  path: '/v1/tickets',
  query: v.strictObject({
    status: v.optional(integerQuery(1, 4)),
    priority: v.optional(integerQuery(1, 3)),
    assignee_id: v.optional(idQuery),
    updater_id: v.optional(idQuery),
    reporter_id: v.optional(idQuery),
    request_id: v.optional(idQuery),
    order: shape.order,
    ...shape.page,
  }),
  response: shape.answer(v.array(shape.ticket)),
  paging: chat2desk.paging,
  errors: [wrong],
  effect: 'read',
  who: 'member',
  place: 'conversation',
});

export const getTicket = connected(chat2desk, {
  ...told,
  name: 'getTicket',
  title: 'Get a ticket',
  about: 'One ticket, by its number without TICK-.',
  method: 'GET',
  path: '/v1/tickets/:id',
  params: shape.idInPath,
  response: shape.answer(shape.ticket),
  errors: [{ status: 404, when: 'ticket not found' }],
  effect: 'read',
  who: 'member',
  place: 'conversation',
});

export const createTicket = connected(chat2desk, {
  ...told,
  name: 'createTicket',
  title: 'Create a ticket',
  about: 'Opens a ticket, optionally with an assignee and a date.',
  method: 'POST',
  path: '/v1/tickets',
  body: v.strictObject({
    summary: requiredText(255),
    description: requiredLongText,
    priority,
    assignee_id: v.optional(anyId),
    /** Without it, the company's admin. */
    reporter_id: v.optional(anyId),
    /** In the future. */
    deadline: v.optional(instant),
    request_ids: requestIds,
    status: v.optional(status),
  }),
  actsAs: { in: 'body', field: 'reporter_id', as: 'operator' },
  response: shape.answer(shape.ticket),
  errors: [wrong],
  effect: 'write',
  who: 'member',
  place: 'action-items',
});

export const updateTicket = connected(chat2desk, {
  ...told,
  name: 'updateTicket',
  title: 'Change a ticket',
  about: 'Changes a ticket’s text, assignee and status.',
  method: 'PUT',
  path: '/v1/tickets/:id',
  params: shape.idInPath,
  body: v.strictObject({
    summary: v.optional(requiredText(255)),
    description: v.optional(requiredLongText),
    priority: v.optional(priority),
    assignee_id: v.optional(anyId),
    deadline: v.optional(instant),
    request_ids: requestIds,
    status: v.optional(status),
  }),
  response: shape.answer(shape.ticket),
  errors: [wrong, { status: 404, when: 'ticket not found' }],
  effect: 'write',
  who: 'member',
  place: 'conversation',
});

export const deleteTicket = connected(chat2desk, {
  ...told,
  name: 'deleteTicket',
  title: 'Delete a ticket',
  about: 'Permanently deletes a ticket.',
  method: 'DELETE',
  path: '/v1/tickets/:id',
  params: shape.idInPath,
  response: shape.done,
  // Said with status 200.
  errors: [{ status: 404, when: 'ticket not found' }],
  effect: 'danger',
  who: 'admin',
  guards: ['destroying'],
  place: 'connection/tickets',
});
