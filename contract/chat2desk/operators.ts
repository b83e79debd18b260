/** Operators, their groups and rights. One row per documented operation; `table.ts` has them all. */
import * as v from 'valibot';
import { booleanQuery, email, idQuery, integerQuery, maybe, requiredText, text, webUrl } from '../fields.ts';
import { connected } from '../system.ts';
import * as shape from './shapes.ts';
import { chat2desk } from './system.ts';

const told = { source: 'documented', resource: 'Operators', place: 'connection/operators' } as const;
const number = v.union([v.number(), v.string()]);

export const listOperators = connected(chat2desk, {
  ...told,
  name: 'listOperators',
  title: 'List operators',
  about: 'Operators with their roles and states, optionally only those online.',
  method: 'GET',
  path: '/v1/operators',
  query: v.strictObject({
    phone: v.optional(text(64)),
    email: v.optional(text(254)),
    online: v.optional(integerQuery(0, 1)),
    status_id: v.optional(integerQuery(0, 1000)),
    disableNewChats: v.optional(booleanQuery),
    role: v.optional(text(64)),
    ...shape.page,
  }),
  media: shape.media.ofPeople,
  response: shape.answer(v.array(shape.operator)),
  paging: chat2desk.paging,
  effect: 'read',
  who: 'member',
});

const errors = [
  { status: 400, when: 'the e-mail address is taken, or rights or status are unknown' },
] as const;

export const createOperator = connected(chat2desk, {
  ...told,
  name: 'createOperator',
  title: 'Create an operator',
  about: 'Adds an operator, if the company’s contract allows another.',
  method: 'POST',
  path: '/v1/operators',
  // As the documentation shows it: in the query, although it creates something.
  query: v.strictObject({
    email,
    access_rights_id: idQuery,
    first_name: requiredText(255),
    last_name: requiredText(255),
    status_id: integerQuery(0, 1000),
    avatar: v.optional(webUrl),
    external_id: v.optional(text(255)),
  }),
  media: shape.media.ofPeople,
  response: shape.answer(shape.operator),
  errors: [...errors, { status: 400, when: 'there are as many operators as the contract allows' }],
  effect: 'write',
  who: 'admin',
});

export const updateOperator = connected(chat2desk, {
  ...told,
  name: 'updateOperator',
  title: 'Change an operator',
  about: 'Changes name, address, rights or status of an operator.',
  method: 'PUT',
  path: '/v1/operators/:id',
  params: shape.idInPath,
  query: v.strictObject({
    email: v.optional(email),
    access_rights_id: v.optional(idQuery),
    first_name: v.optional(text(255)),
    last_name: v.optional(text(255)),
    status_id: v.optional(integerQuery(0, 1000)),
    avatar: v.optional(webUrl),
    external_id: v.optional(text(255)),
  }),
  response: shape.done,
  errors,
  effect: 'write',
  who: 'admin',
});

export const listOperatorStatuses = connected(chat2desk, {
  ...told,
  name: 'listOperatorStatuses',
  title: 'List the statuses of operators',
  about: 'Possible availability states of an operator.',
  method: 'GET',
  path: '/v1/operators/statuses',
  response: shape.answer(v.array(v.looseObject({ id: v.number(), name: maybe(v.unknown()) }))),
  effect: 'read',
  who: 'member',
});

export const listOperatorGroups = connected(chat2desk, {
  ...told,
  name: 'listOperatorGroups',
  title: 'List groups of operators',
  about: 'Groups, and the operators in each.',
  method: 'GET',
  path: '/v1/operators_groups',
  response: shape.answer(
    v.array(v.looseObject({ id: v.number(), name: maybe(v.string()), operator_ids: maybe(v.array(number)) })),
  ),
  effect: 'read',
  who: 'member',
});

export const listAccessRights = connected(chat2desk, {
  ...told,
  name: 'listAccessRights',
  title: 'List access rights',
  about: 'Roles and their rights.',
  method: 'GET',
  path: '/v1/access_rights',
  response: shape.answer(v.array(shape.accessRights)),
  effect: 'read',
  who: 'admin',
});

export const getAccessRights = connected(chat2desk, {
  ...told,
  name: 'getAccessRights',
  title: 'Get access rights',
  about: 'One role and its rights.',
  method: 'GET',
  path: '/v1/access_rights/:id',
  params: shape.idInPath,
  response: shape.answer(shape.accessRights),
  // Its message is not_found.
  errors: [{ status: 400, when: 'access rights not found' }],
  effect: 'read',
  who: 'admin',
});
