/** Users: the operations of the API about people. One row per documented operation; `table.ts` has them all. */
import * as v from 'valibot';
import { operation } from '../operation.ts';
import * as shape from './shapes.ts';

const organisationMissing = { status: 404, when: 'organisation not found' };
/** Any role but super-admin, which nobody can grant through the API. */
const role = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_-]{0,63}$/));

export const getCurrentUser = operation({
  name: 'getCurrentUser',
  method: 'GET',
  path: '/user/me',
  response: shape.currentUser,
  access: 'user',
  errors: [
    { status: 401, when: 'missing or invalid token' },
    { status: 500, when: 'called with a service account token' },
  ],
});

export const listUsers = operation({
  name: 'listUsers',
  method: 'GET',
  path: '/users/list',
  response: v.array(shape.user),
  errors: [organisationMissing],
});

export const getUser = operation({
  name: 'getUser',
  method: 'GET',
  path: '/users',
  query: v.strictObject({
    uuid: v.optional(shape.uuid),
    email: v.optional(v.pipe(v.string(), v.maxLength(255))),
  }),
  response: shape.user,
  errors: [
    { status: 403, when: 'end user accessing another user' },
    { status: 404, when: 'user not found' },
    { status: 422, when: 'neither uuid nor email provided' },
  ],
});

export const updateUser = operation({
  name: 'updateUser',
  method: 'PUT',
  path: '/users/:uuid',
  params: v.strictObject({ uuid: v.string() }),
  body: v.strictObject({
    name: v.optional(shape.requiredText(255)),
    /**
     * Whatever is stored may be sent again, so a person with an old address can still be renamed: whoever knows what is
     * stored checks new addresses.
     */
    email: v.optional(v.pipe(v.string(), v.maxLength(255))),
    role: v.optional(role),
  }),
  response: shape.empty,
  successStatuses: [204],
  errors: [
    { status: 400, when: 'invalid UUID or super-admin role' },
    { status: 403, when: 'end user updating another user or changing role' },
    organisationMissing,
  ],
});

export const deleteUser = operation({
  name: 'deleteUser',
  method: 'DELETE',
  path: '/users/:uuid/delete',
  params: v.strictObject({ uuid: v.string() }),
  response: shape.empty,
  access: 'service',
  errors: [
    { status: 403, when: 'end user attempting delete' },
    { status: 404, when: 'user or tenant not found' },
  ],
});

export const inviteUser = operation({
  name: 'inviteUser',
  method: 'POST',
  path: '/users/invite',
  body: v.strictObject({
    name: shape.requiredText(255),
    email: shape.email,
    role: v.optional(role),
    /** True skips the invitation e-mail. */
    bypass: v.optional(v.boolean()),
  }),
  response: v.looseObject({ message: v.optional(v.string()), user: shape.user }),
  access: 'service',
  errors: [
    { status: 403, when: 'end user attempting invite' },
    organisationMissing,
    { status: 422, when: 'creation failed' },
  ],
});
