/** The self-service menu, whose items clients choose themselves. One row per documented operation; `table.ts` has them all. */
import * as v from 'valibot';
import { anyId, idQuery } from '../fields.ts';
import { connected } from '../system.ts';
import * as shape from './shapes.ts';
import { chat2desk } from './system.ts';

const told = { source: 'documented', resource: 'Self-service menu' } as const;

export const listMenuItems = connected(chat2desk, {
  ...told,
  name: 'listMenuItems',
  title: 'List the self-service menu',
  about: 'Items of a channel’s self-service menu, as a tree.',
  method: 'GET',
  path: '/v1/scenarios/menu_items',
  // The documentation has it in the body of a GET, which no browser can send; Rails reads both.
  query: v.strictObject({ channel_id: v.optional(idQuery) }),
  media: shape.media.ofItems,
  response: shape.answer(v.array(shape.menuItem)),
  effect: 'read',
  who: 'member',
  place: 'connection/self-service',
});

export const sendMenuItem = connected(chat2desk, {
  ...told,
  name: 'sendMenuItem',
  title: 'Send a self-service item',
  about: 'Sends a client an item of the self-service menu; the root, unless one is named.',
  method: 'POST',
  path: '/v1/scenarios/send_menu_item',
  body: v.strictObject({ client_id: anyId, menu_item_id: v.optional(anyId) }),
  response: shape.done,
  errors: [{ status: 400, when: 'client or item not found' }],
  effect: 'send',
  who: 'member',
  place: 'conversation',
});
