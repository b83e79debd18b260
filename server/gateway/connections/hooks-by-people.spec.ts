import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConnectedWorld } from '../testing/connected-world.ts';

let world: ConnectedWorld;
beforeAll(async () => {
  world = await ConnectedWorld.start();
  await world.connect('claap');
});
afterAll(() => world.stop());

const ask = (who: keyof ConnectedWorld['people'], method: string, path: string, body?: unknown) =>
  world.admin.ask(world.people[who], method, `/connections${path}`, body === undefined ? {} : { body });
const stateOf = async () => (await ask('ada', 'GET', '')).body.connections[0].webhook;
const secret = 'secret-that-claap-made';

test('Claap’s is registered by people: the address is shown, the secret that Claap created is entered', async () => {
  expect(await stateOf()).toMatchObject({ registered: 'by-people', state: 'not-set-up', lastAt: null });
  const shown = await ask('ada', 'POST', '/claap/webhook/address');
  expect(shown.body).toEqual({
    address: expect.stringMatching(/^http:\/\/localhost:\d+\/hooks\/claap\/[\w-]{43}$/),
    header: 'x-claap-webhook-secret',
  });
  expect(world.admin.lastEntry()).toMatchObject({
    action: 'revealWebhook',
    target: 'Claap',
    outcome: 'done',
  });
  // The second time it is the same.
  expect((await ask('bea', 'POST', '/claap/webhook/address')).body).toEqual(shown.body);
  const { pathname } = new URL(shown.body.address);
  const post = () =>
    fetch(world.admin.url + pathname, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-claap-webhook-secret': secret },
      body: JSON.stringify({ eventId: 'e', event: { type: 'recording_added', recording: { id: 'r' } } }),
    });
  expect((await post()).status).toBe(401);
  expect((await ask('ada', 'PUT', '/claap/webhook/secret', { secret })).body.webhook.state).toBe('waiting');
  expect((await post()).status).toBe(200);
  expect(await stateOf()).toMatchObject({ state: 'working', lastAt: expect.any(String) });
  const said = [...world.admin.lines, JSON.stringify(world.admin.auditSql('SELECT * FROM audit_intents'))];
  for (const text of [secret, pathname]) expect(said.join('\n')).not.toContain(text);
});

test.each([
  ['POST', '/claap/webhook/address', undefined],
  ['PUT', '/claap/webhook/secret', { secret }],
])('%s %s is for admins of the organisation', async (method, path, body) => {
  const refused = await ask('owen', method, path, body);
  expect([refused.status, refused.body.refusal.code]).toEqual([403, 'not-an-admin']);
  const other = await ask('eve', method, path, body);
  expect([other.status, other.body.refusal.code]).toEqual([424, 'not-connected']);
});

test.each([
  ['POST', '/claap/webhook', undefined],
  ['POST', '/chat2desk/webhook/address', undefined],
  ['PUT', '/chat2desk/webhook/secret', { secret }],
  ['POST', '/courier/webhook', undefined],
  ['POST', '/courier/webhook/address', undefined],
])('%s %s: there is no such thing', async (method, path, body) => {
  expect((await ask('ada', method, path, body)).status).toBe(404);
});

test.each(['short', 'with space', `x\r\ny${'x'.repeat(8)}`, 'x'.repeat(513)])(
  '%j is not a secret',
  async (given) => {
    expect((await ask('ada', 'PUT', '/claap/webhook/secret', { secret: given })).status).toBe(400);
  },
);

test('Courier has no webhook', async () => {
  await world.connect('courier');
  const { connections } = (await ask('ada', 'GET', '')).body;
  expect(connections.find(({ system }: { system: string }) => system === 'courier').webhook).toBeNull();
});
