import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import * as organisationsContract from '#contract/claritalk/organisations.ts';
import * as usersContract from '#contract/claritalk/users.ts';
import { failure, success } from './row.ts';
import { pat } from './world.ts';

const newAddress = () => `${randomUUID()}@example.test`;

export function userRows(): void {
  success(usersContract.getCurrentUser, async (world) => {
    const answer = await world.call(usersContract.getCurrentUser, { token: pat.ada });
    expect(answer.body.user).toMatchObject({
      email: 'ada@sandbox.test',
      role: 'admin',
      scopes: expect.any(Array),
    });
    return answer;
  });
  failure(usersContract.getCurrentUser, 401, 'missing or invalid token', async (world) => {
    expect((await world.call(usersContract.getCurrentUser)).status).toBe(401);
    const answer = await world.call(usersContract.getCurrentUser, { token: 'nonsense' });
    expect(answer.body).toEqual({ message: 'Unauthenticated.' });
    return answer;
  });
  failure(usersContract.getCurrentUser, 500, 'called with a service account token', async (world) =>
    world.call(usersContract.getCurrentUser, { token: await world.serviceToken() }),
  );

  success(usersContract.listUsers, async (world) => {
    const answer = await world.call(usersContract.listUsers, { token: pat.nora });
    expect(answer.body.length).toBeGreaterThanOrEqual(24);
    expect(answer.body[0]).not.toHaveProperty('role');
    return answer;
  });
  failure(usersContract.listUsers, 404, 'organisation not found', (world) =>
    world.call(usersContract.listUsers, { token: world.addUser(null).token }),
  );

  success(usersContract.getUser, async (world) => {
    const own = await world.call(usersContract.getUser, {
      token: pat.owen,
      query: { email: 'OWEN@sandbox.test' },
    });
    expect(own.body.email).toBe('owen@sandbox.test');
    return world.call(usersContract.getUser, {
      token: await world.serviceToken(),
      query: { uuid: own.body.id },
    });
  });
  failure(usersContract.getUser, 403, 'end user accessing another user', (world) =>
    world.call(usersContract.getUser, { token: pat.ada, query: { email: 'owen@sandbox.test' } }),
  );
  failure(usersContract.getUser, 404, 'user not found', async (world) =>
    world.call(usersContract.getUser, { token: await world.serviceToken(), query: { uuid: randomUUID() } }),
  );
  failure(usersContract.getUser, 422, 'neither uuid nor email provided', (world) =>
    world.call(usersContract.getUser, { token: pat.ada }),
  );

  success(usersContract.updateUser, async (world) => {
    const user = world.addUser(1);
    const params = { uuid: user.uuid };
    const own = await world.call(usersContract.updateUser, {
      token: user.token,
      params,
      body: { name: 'New Name' },
    });
    expect(own.status).toBe(204);
    const token = await world.serviceToken();
    const answer = await world.call(usersContract.updateUser, { token, params, body: { role: 'admin' } });
    const now = await world.call(usersContract.getCurrentUser, { token: user.token });
    expect(now.body.user).toMatchObject({ name: 'New Name', role: 'admin' });
    return answer;
  });
  failure(usersContract.updateUser, 400, 'invalid UUID or super-admin role', async (world) => {
    const token = await world.serviceToken();
    const body = { role: 'super-admin' };
    const params = { uuid: world.accountUuid('nora') };
    expect((await world.call(usersContract.updateUser, { token, params, body })).status).toBe(400);
    return world.call(usersContract.updateUser, { token, params: { uuid: 'x' }, body: { name: 'A' } });
  });
  failure(usersContract.updateUser, 403, 'end user updating another user or changing role', async (world) => {
    const other = { uuid: world.accountUuid('nora') };
    const self = { uuid: world.accountUuid('ada') };
    const role = await world.call(usersContract.updateUser, {
      token: pat.ada,
      params: self,
      body: { role: 'admin' },
    });
    expect(role.status).toBe(403);
    return world.call(usersContract.updateUser, { token: pat.ada, params: other, body: { name: 'A' } });
  });
  failure(usersContract.updateUser, 404, 'organisation not found', async (world) => {
    const user = world.addUser(null);
    const params = { uuid: user.uuid };
    const unknown = {
      token: await world.serviceToken(),
      params: { uuid: randomUUID() },
      body: { name: 'A' },
    };
    expect((await world.call(usersContract.updateUser, unknown)).status).toBe(404);
    return world.call(usersContract.updateUser, { token: user.token, params, body: { name: 'A' } });
  });

  success(usersContract.deleteUser, async (world) => {
    const user = world.addUser(1);
    const answer = await world.call(usersContract.deleteUser, {
      token: await world.serviceToken(),
      params: { uuid: user.uuid },
    });
    expect((await world.call(usersContract.getCurrentUser, { token: user.token })).status).toBe(401);
    return answer;
  });
  failure(usersContract.deleteUser, 403, 'end user attempting delete', (world) =>
    world.call(usersContract.deleteUser, { token: pat.ada, params: { uuid: world.accountUuid('nora') } }),
  );
  failure(usersContract.deleteUser, 404, 'user or tenant not found', async (world) => {
    const outside = world.addUser(2);
    const token = await world.serviceToken();
    expect(
      (await world.call(usersContract.deleteUser, { token, params: { uuid: outside.uuid } })).status,
    ).toBe(404);
    return world.call(usersContract.deleteUser, { token, params: { uuid: randomUUID() } });
  });

  success(usersContract.inviteUser, async (world) => {
    const email = newAddress();
    const token = await world.serviceToken();
    const answer = await world.call(usersContract.inviteUser, {
      token,
      body: { name: 'John Doe', email, role: 'user' },
    });
    expect(answer.body).toMatchObject({ message: 'Invitation sent', user: { name: 'John Doe', email } });
    return answer;
  });
  failure(usersContract.inviteUser, 403, 'end user attempting invite', (world) =>
    world.call(usersContract.inviteUser, { token: pat.ada, body: { name: 'A', email: newAddress() } }),
  );
  failure(usersContract.inviteUser, 404, 'organisation not found', async (world) =>
    world.call(usersContract.inviteUser, {
      token: await world.homelessToken(),
      body: { name: 'A', email: newAddress() },
    }),
  );
  failure(usersContract.inviteUser, 422, 'creation failed', async (world) => {
    const token = await world.serviceToken();
    expect((await world.call(usersContract.inviteUser, { token, body: { name: 'A' } })).status).toBe(422);
    const role = { name: 'A', email: newAddress(), role: 'super-admin' };
    expect((await world.call(usersContract.inviteUser, { token, body: role })).status).toBe(422);
    return world.call(usersContract.inviteUser, { token, body: { name: 'A', email: 'ADA@sandbox.test' } });
  });

  success(organisationsContract.listOrganisations, async (world) => {
    const answer = await world.call(organisationsContract.listOrganisations, { token: pat.ada });
    expect(answer.body).toHaveLength(1);
    expect(answer.body[0].children.length).toBeGreaterThanOrEqual(2);
    const child = await world.call(organisationsContract.listOrganisations, {
      token: world.addUser(2).token,
    });
    expect(child.body).toMatchObject([{ id: 2, children: [] }]);
    return answer;
  });
  failure(organisationsContract.listOrganisations, 404, 'organisation not found', (world) =>
    world.call(organisationsContract.listOrganisations, { token: world.addUser(null).token }),
  );

  success(organisationsContract.createOrganisation, async (world) => {
    const token = await world.serviceToken();
    const tree = await world.call(organisationsContract.listOrganisations, { token });
    const body = {
      name: 'New Division',
      domain: 'division.example.test',
      parent_uuid: tree.body[0].children[0].uuid,
      webhook_url: 'https://hooks.example.test/claritalk',
    };
    const answer = await world.call(organisationsContract.createOrganisation, { token, body });
    const after = await world.call(organisationsContract.listOrganisations, { token });
    expect(after.body[0].children[0].children).toMatchObject([{ name: 'New Division' }]);
    return answer;
  });
  failure(organisationsContract.createOrganisation, 400, 'missing required fields', async (world) =>
    world.call(organisationsContract.createOrganisation, {
      token: await world.serviceToken(),
      body: { name: 'A' },
    }),
  );
  failure(organisationsContract.createOrganisation, 403, 'end user attempting create', (world) =>
    world.call(organisationsContract.createOrganisation, {
      token: pat.ada,
      body: { name: 'A', domain: 'a.example', parent_uuid: randomUUID() },
    }),
  );
  failure(organisationsContract.createOrganisation, 404, 'parent organisation not found', async (world) =>
    world.call(organisationsContract.createOrganisation, {
      token: await world.serviceToken(),
      body: { name: 'A', domain: 'a.example', parent_uuid: randomUUID() },
    }),
  );
}
