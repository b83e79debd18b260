import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addPeople, arrived, type ManyPerson } from '../../testing/broadcast-world.ts';
import type { GatewayProcess } from '../../testing/gateway-process.ts';
import { type Incident, passOnDespite } from '../../testing/pass-on.ts';
import { lapse, ProcessWorld, sharedSettings } from '../../testing/process-world.ts';
import type { ReceivedRequest } from '../../testing/upstream.ts';

/** Two gateways with one PostgreSQL, of which one sends broadcasts: the first until another takes over. */
let world: ProcessWorld;
let owner: GatewayProcess;
let other: GatewayProcess;
let people: readonly ManyPerson[];
let databaseUrl: string;
const count = 24;

/** What happens at which message, and whether Courier has it by then. */
let incident: (Incident & { readonly at: number }) | undefined;
let seen = 0;
/** Ends while a message is held back. */
let released: Promise<void>;
let release: () => void;

const isSending = ({ method, url }: ReceivedRequest) => method === 'POST' && url.endsWith('/v1/texts/');

beforeAll(async () => {
  const shared = await sharedSettings();
  databaseUrl = shared.DATABASE_URL;
  world = await ProcessWorld.start('courier', {
    sandbox: { meetings: 0, systems: { simulated: false, readAfterMs: 200 } },
    settings: { ...shared, BROADCAST_ARRIVES_MS: '600000' },
  });
  const { between, sandbox } = world;
  between.answer = (request, response) => {
    if (isSending(request)) seen += 1;
    const now = isSending(request) && seen === incident?.at ? incident : undefined;
    return passOnDespite(request, response, { to: sandbox.url, incident: now, released });
  };
  people = addPeople(sandbox.dataDir, count);
  [owner, other] = [world.gateway, await world.startBeside()];
}, 150_000);
afterAll(() => world.stop());
beforeEach(() => {
  [incident, seen] = [undefined, 0];
  ({ promise: released, resolve: release } = Promise.withResolvers<void>());
});

const askAt = (at: GatewayProcess, method: string, path: string, body?: unknown) =>
  world.ask(method, `/broadcasts/${path}`, body, {}, at);
const within = { timeout: 60_000, interval: 250 };
const stateAt = async (at: GatewayProcess, id: string) => (await askAt(at, 'GET', id)).body.broadcast.state;
const countedAt = (at: GatewayProcess, id: string, counts: object) =>
  expect.poll(async () => (await askAt(at, 'GET', id)).body.broadcast.counts, within).toEqual(counts);

/** Begins one for everyone. */
async function beginAt(at: GatewayProcess, text: string, to = people): Promise<string> {
  const id = crypto.randomUUID();
  const content = { way: 'text', text, data: {}, individuals: to.map(({ individual }) => individual) };
  expect((await askAt(at, 'PUT', id, { ...content, count: to.length })).status).toBe(200);
  return id;
}
const phones = (to = people) => to.map(({ phone }) => phone);
const texts = (says: string) => arrived(world.sandbox.dataDir, 'texts', says);

/** Has something happen at a message, which is held back until `release`. Resolves then. */
const happensAt = (at: number, isDone: boolean, what: () => void) =>
  new Promise<void>((resolve) => {
    const happens = () => {
      what();
      resolve();
    };
    incident = { at, isDone, happens };
  });

test('what is begun at one is sent by the other, to each once; both say how far it is', {
  timeout: 90_000,
}, async () => {
  const id = await beginAt(other, 'Begun elsewhere');
  for (const at of [owner, other]) await countedAt(at, id, { delivered: count });
  expect(texts('Begun elsewhere')).toEqual(phones());
  expect([await stateAt(owner, id), await stateAt(other, id)]).toEqual(['done', 'done']);
});

test('what is cancelled at one leaves nowhere any longer; the message that is leaving is awaited', {
  timeout: 90_000,
}, async () => {
  const half = happensAt(count / 2, true, () => undefined);
  const id = await beginAt(owner, 'Cancelled elsewhere');
  await half;
  const cancelling = askAt(other, 'DELETE', id);
  await expect.poll(() => stateAt(other, id), within).toBe('cancelled');
  release();
  const { body } = await cancelling;
  expect(body.broadcast).toMatchObject({ state: 'cancelled', counts: { cancelled: count / 2 } });
  expect(body.broadcast.counts.sending).toBeUndefined();
  // One that begins afterwards is through: so would that one be, if it continued.
  const next = await beginAt(other, 'The next one', people.slice(0, 3));
  await countedAt(other, next, { delivered: 3 });
  expect(texts('Cancelled elsewhere')).toEqual(phones().slice(0, count / 2));
});

test('held as it is in the middle, and let go when another has continued: everyone gets it once', {
  timeout: 120_000,
}, async () => {
  const paused = happensAt(count / 2, true, () => owner.pause());
  const id = await beginAt(other, 'Paused in the middle');
  await paused;
  await lapse(databaseUrl, 'leases');
  await expect.poll(() => stateAt(other, id), within).toBe('done');
  owner.resume();
  release();
  [owner, other] = [other, owner];
  for (const at of [owner, other]) await countedAt(at, id, { delivered: count });
  expect(texts('Paused in the middle')).toEqual(phones());
});

test('ended in order in the middle: another continues within seconds, and nothing is in doubt', {
  timeout: 120_000,
}, async () => {
  const ending = happensAt(count / 2, true, () => owner.end());
  const id = await beginAt(other, 'Ended in order');
  await ending;
  release();
  await owner.ended();
  await countedAt(other, id, { delivered: count });
  expect(texts('Ended in order')).toEqual(phones());
  // The message that was leaving had its outcome, too.
  const { entries } = (await world.ask('GET', '/ledger?system=courier&limit=200', undefined, {}, other)).body;
  expect(new Set(entries.map(({ state }: { state: string }) => state))).toEqual(new Set(['done']));
  await owner.start();
  [owner, other] = [other, owner];
});

test.each([
  ['before Courier has a message', false],
  ['after Courier has a message', true],
])(
  'killed in the middle, %s: another continues without anyone, and nobody gets it twice',
  { timeout: 150_000 },
  async (text, isDone) => {
    const killed = happensAt(count / 2, isDone, () => owner.kill());
    const id = await beginAt(other, text);
    await killed;
    release();
    await owner.ended();
    await lapse(databaseUrl, 'leases', 'ledger_holders');
    await expect.poll(() => stateAt(other, id), within).toBe('done');
    const own = phones()[count / 2 - 1];
    if (isDone) {
      // That one is found at Courier, once it is certain that nobody sends it any longer.
      await countedAt(other, id, { delivered: count });
      expect(texts(text)).toEqual(phones());
    } else {
      await countedAt(other, id, { delivered: count - 1, unknown: 1 });
      const { recipients } = (await askAt(other, 'GET', id)).body;
      const unknown = recipients.filter(({ state }: { state: string }) => state === 'unknown');
      expect(unknown.map(({ address }: { address: string }) => address)).toEqual([own]);
      expect(texts(text)).toEqual(phones().filter((phone) => phone !== own));
    }
    await owner.start();
    [owner, other] = [other, owner];
  },
);
