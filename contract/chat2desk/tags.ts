/** Tags of clients and requests. One row per documented operation; `table.ts` has them all. */
import * as v from 'valibot';
import { anyId, exactlyOne, id, integer, maybe, requiredText, text } from '../fields.ts';
import { connected } from '../system.ts';
import * as shape from './shapes.ts';
import { chat2desk } from './system.ts';

const told = { source: 'documented', resource: 'Tags' } as const;
const tagMissing = { status: 404, when: 'tag not found' };
/** Hexadecimal, without the number sign. */
const colour = v.pipe(v.string(), v.regex(/^[0-9a-fA-F]{6}$/), v.examples(['5b9ee6']));
/** Its place among the others. */
const position = v.optional(integer(0, 1_000_000));

export const listTags = connected(chat2desk, {
  ...told,
  name: 'listTags',
  title: 'List tags',
  about: 'Tags for clients and requests, with their groups.',
  method: 'GET',
  path: '/v1/tags',
  query: v.strictObject(shape.page),
  response: shape.answer(v.array(shape.tag)),
  paging: chat2desk.paging,
  effect: 'read',
  who: 'member',
  place: 'conversation',
});

export const getTag = connected(chat2desk, {
  ...told,
  name: 'getTag',
  title: 'Get a tag',
  about: 'One tag with its group.',
  method: 'GET',
  path: '/v1/tags/:id',
  params: shape.idInPath,
  response: shape.answer(shape.tag),
  errors: [tagMissing],
  effect: 'read',
  who: 'member',
  place: 'console',
});

export const createTag = connected(chat2desk, {
  ...told,
  name: 'createTag',
  title: 'Create a tag',
  about: 'Adds a tag to a group.',
  method: 'POST',
  path: '/v1/tags',
  body: v.strictObject({
    tag_group_id: id,
    tag_label: requiredText(20),
    tag_description: v.optional(text(1000)),
    tag_bg_color: v.optional(colour),
    tag_text_color: v.optional(colour),
    order_show: position,
  }),
  response: shape.answer(v.array(shape.tag)),
  successStatuses: [201, 200],
  errors: [{ status: 400, when: 'the label is missing or too long, or the group is unknown' }],
  effect: 'write',
  who: 'admin',
  place: 'connection/tags',
});

export const assignTags = connected(chat2desk, {
  ...told,
  name: 'assignTags',
  title: 'Assign tags',
  about: 'Adds tags to a client or a request.',
  method: 'POST',
  path: '/v1/tags/assign_to',
  body: v.strictObject({
    tag_ids: shape.ids,
    assignee_type: v.picklist(['client', 'request']),
    assignee_id: anyId,
  }),
  response: shape.done,
  errors: [{ status: 400, when: 'a tag or the assignee is unknown' }],
  effect: 'write',
  who: 'member',
  place: 'conversation',
});

export const createTagGroup = connected(chat2desk, {
  ...told,
  name: 'createTagGroup',
  title: 'Create a group of tags',
  about: 'Adds a group. Groups cannot be listed; each tag names its group.',
  method: 'POST',
  path: '/v1/tag_groups',
  body: v.strictObject({
    tag_group_name: requiredText(255),
    order_show: position,
    /** Whether operators see it. */
    display: v.optional(v.picklist([0, 1])),
  }),
  response: shape.answer(
    v.looseObject({
      id: v.number(),
      group_name: maybe(v.string()),
      order_show: maybe(v.number()),
      display: maybe(v.number()),
    }),
  ),
  errors: [{ status: 400, when: 'the name is missing' }],
  effect: 'write',
  who: 'admin',
  place: 'connection/tags',
});

export const removeTag = connected(chat2desk, {
  ...told,
  name: 'removeTag',
  title: 'Take a tag away',
  about: 'Removes a tag from a client or a request. The tag itself stays.',
  method: 'DELETE',
  path: '/v1/tags/:id/delete_from',
  params: shape.idInPath,
  body: v.pipe(
    v.strictObject({ client_id: v.optional(anyId), request_id: v.optional(anyId) }),
    exactlyOne('client_id', 'request_id'),
    v.examples([{ request_id: 1 }]),
  ),
  response: shape.done,
  errors: [tagMissing],
  effect: 'write',
  who: 'member',
  place: 'conversation',
});
