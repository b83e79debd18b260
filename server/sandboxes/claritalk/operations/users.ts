import * as v from 'valibot';
import { uuid as uuidSchema } from '#contract/claritalk/shapes.ts';
import * as contract from '#contract/claritalk/users.ts';
import { isEmail, sameEmail } from '#contract/email.ts';
import { ApiError, badRequest, forbidden, notFound, unprocessable } from '../../lib/errors.ts';
import { toApiTime } from '../clock.ts';
import { handle } from '../operation-handler.ts';
import * as users from '../store/users.ts';

const userMissing = () => notFound('User not found.');

const getCurrentUser = handle(contract.getCurrentUser, ({ caller }) => {
  if (caller.kind !== 'user') throw new ApiError(500, 'Server Error');
  const { id, uuid, name, email, locale, role, scopes } = caller.user;
  return { body: { user: { id, uuid, name, email, locale, role, scopes: JSON.parse(scopes) } } };
});

const listUsers = handle(contract.listUsers, ({ services, organisationId }) => ({
  body: users.listUsersOf(services.database, organisationId).map(users.toUser),
}));

const getUser = handle(contract.getUser, ({ services, organisationId, caller, query }) => {
  const { uuid, email } = query;
  if (!uuid && !email) throw unprocessable('At least one of uuid or email is required.');
  if (caller.kind === 'user') {
    const self = caller.user;
    const matches = (!uuid || uuid.toLowerCase() === self.uuid) && (!email || sameEmail(email, self.email));
    if (!matches) throw forbidden('You may only retrieve your own profile.');
    return { body: users.toUser(self) };
  }
  const row = uuid
    ? users.findUser(services.database, organisationId, uuid)
    : users.findUserByEmail(services.database, organisationId, email ?? '');
  if (!row || (email && !sameEmail(row.email, email))) throw userMissing();
  return { body: users.toUser(row) };
});

const updateUser = handle(contract.updateUser, ({ services, organisationId, caller, params, body }) => {
  const { database } = services;
  if (!v.is(uuidSchema, params.uuid)) throw badRequest('The uuid is not a valid UUID.');
  if (body.role === 'super-admin') throw badRequest('The role super-admin cannot be assigned.');
  if (caller.kind === 'user') {
    if (params.uuid.toLowerCase() !== caller.user.uuid)
      throw forbidden('You may only update your own profile.');
    if (body.role !== undefined) throw forbidden('You may not change roles.');
  }
  if (body.role !== undefined && !users.grantableRoles.includes(body.role)) {
    throw badRequest(`The role ${body.role} does not exist.`);
  }
  const row = users.findUser(database, organisationId, params.uuid);
  if (!row) throw userMissing();
  if (body.email !== undefined && body.email !== row.email && !isEmail(body.email)) {
    throw badRequest('The email is not a valid email address.');
  }
  if (body.email && users.emailTaken(database, body.email, row.id)) {
    throw badRequest('The email has already been taken.');
  }
  const role = body.role ?? row.role;
  database.run(
    'UPDATE users SET name = ?, email = ?, role = ?, scopes = ?, updated_at = ? WHERE id = ?',
    body.name?.trim() ?? row.name,
    body.email ?? row.email,
    role,
    role === row.role ? row.scopes : JSON.stringify(users.scopesOfRole(role)),
    toApiTime(Date.now()),
    row.id,
  );
  return {};
});

const deleteUser = handle(contract.deleteUser, ({ services, organisationId, params }) => {
  const { database } = services;
  const row = v.is(uuidSchema, params.uuid)
    ? users.findUser(database, organisationId, params.uuid)
    : undefined;
  if (!row) throw userMissing();
  // The row stays, so that the meetings of this user keep their owner; signing in and listing end.
  database.transaction(() => {
    database.run('UPDATE users SET deleted_at = ? WHERE id = ?', toApiTime(Date.now()), row.id);
    database.run('DELETE FROM team_members WHERE user_id = ?', row.id);
    database.run('DELETE FROM meeting_shares WHERE user_id = ?', row.id);
    database.run('DELETE FROM meeting_readers WHERE user_id = ?', row.id);
    database.run('DELETE FROM personal_access_tokens WHERE user_id = ?', row.id);
    database.run('DELETE FROM login_sessions WHERE user_id = ?', row.id);
    database.run('UPDATE access_tokens SET revoked = 1 WHERE user_id = ?', row.id);
    database.run(
      'UPDATE refresh_tokens SET revoked = 1 WHERE access_token_id IN (SELECT id FROM access_tokens WHERE user_id = ?)',
      row.id,
    );
  });
  return {};
});

const inviteUser = handle(contract.inviteUser, ({ services, organisationId, body }) => {
  const user = users.addUser(services.database, organisationId, {
    name: body.name,
    email: body.email,
    role: body.role ?? 'user',
  });
  services.webhooks.send(organisationId, 'users.created', users.toUser(user));
  const message = body.bypass ? 'User created' : 'Invitation sent';
  return { body: { message, user: users.toUser(user) } };
});

export const userHandlers = [getCurrentUser, listUsers, getUser, updateUser, deleteUser, inviteUser];
