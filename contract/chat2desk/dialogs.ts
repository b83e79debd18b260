/** Dialogs: a client and the operator who answers. One row per documented operation; `table.ts` has them all. */
import * as v from 'valibot';
import { anyId, idQuery, integerQuery, maybe } from '../fields.ts';
import { connected } from '../system.ts';
import { dialogStates } from './enumerations.ts';
import * as shape from './shapes.ts';
import { chat2desk } from './system.ts';

const told = { source: 'documented', resource: 'Dialogs' } as const;
const number = v.union([v.number(), v.string()]);

export const listDialogs = connected(chat2desk, {
  ...told,
  name: 'listDialogs',
  title: 'List dialogs',
  about: 'Dialogs with their last messages, open or closed, for all operators or one.',
  method: 'GET',
  path: '/v1/dialogs',
  query: v.strictObject({
    operator_id: v.optional(idQuery),
    state: v.optional(v.picklist(dialogStates)),
    order: shape.order,
    ...shape.page,
  }),
  media: shape.media.ofMessages,
  response: shape.answer(v.array(shape.dialog)),
  paging: chat2desk.paging,
  effect: 'read',
  who: 'member',
  place: 'conversations',
});

export const getDialog = connected(chat2desk, {
  ...told,
  name: 'getDialog',
  title: 'Get a dialog',
  about: 'One dialog with its last message and the number of messages.',
  method: 'GET',
  path: '/v1/dialogs/:id',
  params: shape.idInPath,
  // The documentation shows both here too, without saying what they do to one dialog.
  query: v.strictObject(shape.page),
  media: shape.media.ofMessages,
  response: shape.answer(
    v.looseObject({ ...shape.dialog.entries, last_request_id: maybe(number), messages: maybe(number) }),
  ),
  errors: [{ status: 404, when: 'dialog not found' }],
  effect: 'read',
  who: 'member',
  place: 'conversation',
});

export const listUnansweredDialogs = connected(chat2desk, {
  ...told,
  name: 'listUnansweredDialogs',
  title: 'List unanswered dialogs',
  about: 'Dialogs whose client has been waiting for more than a given number of seconds.',
  method: 'GET',
  path: '/v1/dialogs/unanswered',
  query: v.strictObject({
    /** Seconds, despite its name. */
    limit: integerQuery(1, 31_536_000),
  }),
  response: shape.answer(v.looseObject({ client_ids: maybe(v.array(number)), ids: maybe(v.array(number)) })),
  effect: 'read',
  who: 'member',
  place: 'conversations',
});

export const updateDialog = connected(chat2desk, {
  ...told,
  name: 'updateDialog',
  title: 'Assign, close or reopen a dialog',
  about: 'Changes the state of a dialog and its operator.',
  method: 'PUT',
  path: '/v1/dialogs/:id',
  params: shape.idInPath,
  body: v.strictObject({
    operator_id: v.optional(anyId),
    state: v.optional(v.picklist(dialogStates)),
    /** Who transfers it; without it, the company's admin. */
    initiator_id: v.optional(anyId),
    force_assign: v.optional(v.picklist(['true', 'false'])),
  }),
  actsAs: { in: 'body', field: 'initiator_id', as: 'operator' },
  response: shape.done,
  errors: [
    { status: 400, when: 'it could not be transferred to the operator' },
    { status: 404, when: 'dialog not found' },
  ],
  effect: 'write',
  who: 'member',
  place: 'conversation',
});
