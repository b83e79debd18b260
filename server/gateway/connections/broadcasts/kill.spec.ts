import { afterAll, beforeAll, expect, test } from 'vitest';
import { broadcastLimits } from '#contract/gateway/broadcasts.ts';
import { addPeople, arrived, type ManyPerson } from '../../testing/broadcast-world.ts';
import { giveOn, passOn } from '../../testing/pass-on.ts';
import { ProcessWorld } from '../../testing/process-world.ts';
import type { ReceivedRequest } from '../../testing/upstream.ts';

let world: ProcessWorld;
let people: readonly ManyPerson[];

/** At which message the gateway is killed, and whether Courier has it by then. */
let death: { readonly at: number; readonly isDone: boolean } | undefined;
let seen = 0;

const isSending = ({ method, url }: ReceivedRequest) =>
  method === 'POST' && (url.endsWith('/v1/texts/') || /\/user-emails\/[^/]+\/send\/$/.test(url));

beforeAll(async () => {
  world = await ProcessWorld.start('courier', {
    sandbox: { meetings: 0, systems: { simulated: false, readAfterMs: 200 } },
    // As long as the whole test.
    settings: { BROADCAST_ARRIVES_MS: '600000' },
  });
  const { between, sandbox, gateway } = world;
  between.answer = (request, response) => {
    if (isSending(request)) seen += 1;
    const dies = isSending(request) && seen === death?.at;
    if (dies && !death?.isDone) {
      gateway.kill();
      response.destroy();
      return;
    }
    passOn(request, sandbox.url).then(
      (told) => {
        if (dies) gateway.kill();
        giveOn(told, response);
      },
      () => response.destroy(),
    );
  };
  people = addPeople(sandbox.dataDir, broadcastLimits.recipients);
}, 90_000);
afterAll(() => world.stop());

const read = async (id: string) => (await world.ask('GET', `/broadcasts/${id}`)).body;
const within = { timeout: 60_000, interval: 250 };

/** Has the gateway killed in the middle of 200, and started again; then it is through. */
async function killed(
  way: 'email' | 'text',
  text: string,
  isDone: boolean,
  to: readonly ManyPerson[] = people,
): Promise<string> {
  const id = crypto.randomUUID();
  const content = {
    way,
    ...(way === 'email' ? { subject: 'News' } : {}),
    text,
    data: {},
    individuals: to.map(({ individual }) => individual),
  };
  seen = 0;
  death = { at: to.length / 2, isDone };
  expect((await world.ask('PUT', `/broadcasts/${id}`, { ...content, count: to.length })).status).toBe(200);
  await world.gateway.ended();
  death = undefined;
  await world.gateway.start();
  await expect.poll(async () => (await read(id)).broadcast.state, within).toBe('done');
  return id;
}

const counted = (id: string, counts: object) =>
  expect.poll(async () => (await read(id)).broadcast.counts, within).toEqual(counts);

test.each([
  ['text', 'texts', 200, ({ phone }: ManyPerson) => phone],
  ['email', 'user-emails', 40, ({ individual }: ManyPerson) => individual],
] as const)(
  'killed when Courier has the %s in the middle: everyone gets it once, and that one is looked up',
  { timeout: 120_000 },
  async (way, type, count, idOf) => {
    const text = 'Done, then killed: {name}';
    const to = people.slice(0, count);
    const id = await killed(way, text, true, to);
    await counted(id, { delivered: count });
    expect(arrived(world.sandbox.dataDir, type, 'Done, then killed')).toEqual(to.map(idOf));
  },
);

test('killed before Courier has the twentieth: 39 get it once, it is said which one may have, and a person sends it', {
  timeout: 120_000,
}, async () => {
  const to = people.slice(0, 40);
  const id = await killed('text', 'Killed, never done: {name}', false, to);
  const [own] = (await read(id)).recipients.filter(
    ({ address }: { address: string }) => address === to[19]?.phone,
  );
  expect(own.state).toBe('unknown');
  await counted(id, { delivered: 39, unknown: 1 });
  expect((await world.ask('POST', `/broadcasts/${id}/continue`, {})).status).toBe(409);
  // Once it can no longer arrive.
  world.settings.BROADCAST_ARRIVES_MS = '1';
  await world.restart();
  await counted(id, { delivered: 39, 'not-sent': 1 });
  const all = to.map(({ phone }) => phone);
  const others = all.filter((_, at) => at !== 19);
  expect(arrived(world.sandbox.dataDir, 'texts', 'Killed, never done')).toEqual(others);
  expect((await world.ask('POST', `/broadcasts/${id}/continue`, {})).status).toBe(200);
  await counted(id, { delivered: 40 });
  expect(arrived(world.sandbox.dataDir, 'texts', 'Killed, never done')).toEqual([...others, all[19]]);
  const { body } = await world.ask('GET', '/ledger?system=courier&limit=200');
  const keys = new Set(body.entries.map(({ key }: { key: string }) => key));
  expect(keys.size).toBe(200);
});
