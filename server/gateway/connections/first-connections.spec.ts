import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConnectedWorld, keys, offeredAt } from '../testing/connected-world.ts';

let world: ConnectedWorld;
beforeAll(async () => {
  world = await ConnectedWorld.start();
});
afterAll(() => world.stop());

const list = async () => (await world.admin.ask(world.people.ada, 'GET', '/connections')).body.connections;

test('connections that are there from the start are used, and end for good', async () => {
  const { admin, people, uuids, system } = world;
  const [root] = admin.sandbox.sql('SELECT uuid FROM organisations WHERE id = 1');
  const own = { chat2desk: keys.own, claap: keys.own, courier: keys.own };
  const firstConnections = {
    organisation: String(root?.uuid),
    savedBy: { uuid: uuids.ada, name: 'Ada' },
    keys: own,
  };
  const run = () => admin.run(null, { offered: offeredAt(system.url), liveUpdates: false, firstConnections });
  await run();
  const connections = await list();
  expect(
    connections.map(({ system: id, state, lastFour }: Record<string, string>) => [id, state, lastFour]),
  ).toEqual([
    ['chat2desk', 'connected', '1234'],
    ['claap', 'connected', '1234'],
    ['courier', 'connected', '1234'],
  ]);
  expect((await world.ask('ada', 'GET', '/claap/v1/recordings')).status).toBe(200);
  for (const { system: id, version } of connections) {
    const name = { chat2desk: 'Chat2Desk', claap: 'Claap', courier: 'Courier' }[id as string];
    await admin.ask(people.ada, 'DELETE', `/connections/${id}`, { body: { name, version } });
  }
  await run();
  expect(await list()).toEqual([]);
});
