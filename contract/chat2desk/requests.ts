/**
 * Requests: the messages about one concern within a dialog. One row per documented operation; `table.ts` has them all.
 */
import * as v from 'valibot';
import { anyId, exactlyOne, maybe } from '../fields.ts';
import { connected } from '../system.ts';
import * as shape from './shapes.ts';
import { chat2desk } from './system.ts';

const told = { source: 'documented', resource: 'Requests' } as const;
const requestMissing = { status: 404, when: 'request not found' };

export const getRequest = connected(chat2desk, {
  ...told,
  name: 'getRequest',
  title: 'Get a request',
  about: 'The dialog and the tags of a request.',
  method: 'GET',
  path: '/v1/requests/:id',
  params: shape.idInPath,
  response: shape.answer(
    v.looseObject({ id: v.number(), dialog_id: maybe(v.number()), tags: maybe(v.array(v.unknown())) }),
  ),
  errors: [requestMissing],
  effect: 'read',
  who: 'member',
  place: 'conversation',
});

export const listRequestMessages = connected(chat2desk, {
  ...told,
  name: 'listRequestMessages',
  title: 'List the messages of a request',
  about: 'All messages of a request, with their delivery status.',
  method: 'GET',
  path: '/v1/requests/:id/messages',
  params: shape.idInPath,
  media: shape.media.ofMessages,
  response: shape.answer(v.array(shape.requestMessage)),
  errors: [requestMissing],
  effect: 'read',
  who: 'member',
  place: 'console',
});

export const closeRequest = connected(chat2desk, {
  ...told,
  name: 'closeRequest',
  title: 'Close a request',
  about: 'Closes a request, or the current one of a client.',
  method: 'PUT',
  path: '/v1/requests/close',
  body: v.pipe(
    v.strictObject({ request_id: v.optional(anyId), client_id: v.optional(anyId) }),
    exactlyOne('request_id', 'client_id'),
    v.examples([{ request_id: 1 }]),
  ),
  response: shape.done,
  errors: [requestMissing],
  effect: 'write',
  who: 'member',
  place: 'console',
});
