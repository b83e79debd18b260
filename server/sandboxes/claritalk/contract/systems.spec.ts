import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectedSystems } from '#contract/connected/table.ts';
import { World } from './world.ts';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.destroy());

const keys: Readonly<Record<string, Record<string, string>>> = {
  chat2desk: { authorization: 'sandbox-chat2desk-token' },
  claap: { 'x-claap-key': 'sandbox-claap-key' },
  courier: { authorization: 'Bearer sandbox-courier-token' },
};
const lists: Readonly<Record<string, readonly [path: string, operation: string]>> = {
  chat2desk: ['/v1/clients', 'listClients'],
  claap: ['/v1/recordings', 'listRecordings'],
  courier: ['/v1/users/', 'listUsers'],
};

const helper = async (path: string, body: object) => {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(`${world.url}/sandbox/${path}`, init);
  return { status: response.status, body: await response.json() };
};

test.each(connectedSystems.map(({ system }) => system.id))(
  '%s answers below /systems with its key, and the fault switch knows it',
  async (id) => {
    const [path, operation] = lists[id]!;
    const ask = async (headers: Record<string, string>) =>
      (await fetch(`${world.url}/systems/${id}${path}`, { headers })).status;
    expect(await ask(keys[id]!)).toBe(200);
    expect(await ask({})).toBe(401);
    const fault = { operation: `${id}.${operation}`, retryAfter: 1 };
    expect((await helper('faults', fault)).status).toBe(200);
    expect(await ask(keys[id]!)).toBe(429);
    expect(await ask(keys[id]!)).toBe(200);
    expect((await helper('faults', { ...fault, operation: `${id}.unheardOf` })).status).toBe(400);
  },
);

test('what is at another system, or at none, is not found', async () => {
  for (const path of ['/systems/unheard-of/v1/users', '/systems/courier/v1/recordings', '/systems/']) {
    expect((await fetch(`${world.url}${path}`, { headers: keys.courier! })).status).toBe(404);
  }
});

test('recorded calls have audio when configured to', async () => {
  const url = `${world.url}/systems/courier/v1`;
  const headers = keys.courier!;
  const ask = async (path: string) => (await (await fetch(`${url}${path}`, { headers })).json()).data;
  const organization = (await ask('/organizations/')).at(-1).id;
  const [call] = await ask(`/voice-recordings/?organization-id=${organization}&filter[states]=completed`);
  const sound = async () => (await fetch(`${url}/voice-recordings/${call.id}/download/`, { headers })).status;
  expect(await sound()).toBe(404);
  expect((await helper('switches', { callSound: true })).body).toMatchObject({
    simulated: true,
    callSound: true,
  });
  expect(await sound()).toBe(200);
  expect((await helper('switches', {})).status).toBe(400);
});

test('Claap’s webhooks are registered by hand', async () => {
  const hook = { happens: 'hook_registered', url: 'http://localhost:1/hook', secret: 'agreed' };
  expect((await helper('systems/claap', hook)).body).toEqual({ id: expect.any(String) });
  expect((await helper('systems/claap', { happens: 'nothing' })).status).toBe(400);
  expect((await helper('systems/courier', hook)).status).toBe(400);
});
