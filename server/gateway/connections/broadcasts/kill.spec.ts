import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { broadcastLimits } from '#contract/gateway/broadcasts.ts';
import { dashboardOrigin, World as SandboxWorld } from '../../../sandboxes/claritalk/contract/world.ts';
import { freePort, type SignedIn, signInAt } from '../../testing/admin-world.ts';
import { addPeople, arrived, type ManyPerson } from '../../testing/broadcast-world.ts';
import { GatewayProcess } from '../../testing/gateway-process.ts';
import { giveOn, passOn } from '../../testing/pass-on.ts';
import { type ReceivedRequest, TestUpstream } from '../../testing/upstream.ts';
import { sandboxKeys } from '../../testing/walk-world.ts';

const sandbox = new SandboxWorld({ meetings: 0, systems: { simulated: false, readAfterMs: 200 } });
const dataDir = mkdtempSync(join(tmpdir(), 'broadcast-kill-'));
let between: TestUpstream;
let gateway: GatewayProcess;
let ada: SignedIn;
let people: readonly ManyPerson[];
let settings: Record<string, string>;

/** At which message the gateway is killed, and whether Courier has it by then. */
let death: { readonly at: number; readonly isDone: boolean } | undefined;
let seen = 0;

const isSending = ({ method, url }: ReceivedRequest) =>
  method === 'POST' && (url.endsWith('/v1/texts/') || /\/user-emails\/[^/]+\/send\/$/.test(url));

beforeAll(async () => {
  await sandbox.start();
  between = await TestUpstream.start();
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
  settings = {
    // As long as the whole test.
    BROADCAST_ARRIVES_MS: '600000',
    PORT: String(await freePort()),
    DATA_DIR: dataDir,
    CLARITALK_URL: sandbox.url,
    SYSTEMS_URL: `${between.url}/systems`,
  };
  gateway = new GatewayProcess(settings, 'sandboxed-gateway.ts');
  await gateway.start();
  ada = await signInAt(gateway.url, sandbox, 'ada@sandbox.test');
  const body = { key: sandboxKeys.courier, version: null };
  expect((await ask('PUT', '/connections/courier', body)).status).toBe(200);
  people = addPeople(sandbox.dataDir, broadcastLimits.recipients);
});
afterAll(async () => {
  gateway.kill();
  await gateway.ended();
  await between.stop();
  await sandbox.destroy();
  rmSync(dataDir, { recursive: true, force: true });
});

async function ask(method: string, path: string, body?: unknown) {
  const response = await fetch(`${gateway.url}/admin${path}`, {
    method,
    headers: {
      origin: dashboardOrigin,
      'sec-fetch-site': 'same-origin',
      cookie: ada.cookie,
      authorization: `Bearer ${ada.token}`,
      'idempotency-key': crypto.randomUUID(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  return { status: response.status, body: (await response.json()) as any };
}

const read = async (id: string) => (await ask('GET', `/broadcasts/${id}`)).body;
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
  expect((await ask('PUT', `/broadcasts/${id}`, { ...content, count: to.length })).status).toBe(200);
  await gateway.ended();
  death = undefined;
  await gateway.start();
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
    expect(arrived(sandbox.dataDir, type, 'Done, then killed')).toEqual(to.map(idOf));
  },
);

test('killed before Courier has the hundredth: 199 get it once, it is said which one may have, and a person sends it', {
  timeout: 120_000,
}, async () => {
  const id = await killed('text', 'Killed, never done: {name}', false);
  const [own] = (await read(id)).recipients.filter(
    ({ address }: { address: string }) => address === people[99]?.phone,
  );
  expect(own.state).toBe('unknown');
  await counted(id, { delivered: 199, unknown: 1 });
  expect((await ask('POST', `/broadcasts/${id}/continue`, {})).status).toBe(409);
  // Once it can no longer arrive.
  settings.BROADCAST_ARRIVES_MS = '1';
  gateway.kill();
  await gateway.ended();
  await gateway.start();
  await counted(id, { delivered: 199, 'not-sent': 1 });
  const all = people.map(({ phone }) => phone);
  const others = all.filter((_, at) => at !== 99);
  expect(arrived(sandbox.dataDir, 'texts', 'Killed, never done')).toEqual(others);
  expect((await ask('POST', `/broadcasts/${id}/continue`, {})).status).toBe(200);
  await counted(id, { delivered: 200 });
  expect(arrived(sandbox.dataDir, 'texts', 'Killed, never done')).toEqual([...others, all[99]]);
  const { body } = await ask('GET', '/ledger?system=courier&limit=200');
  const keys = new Set(body.entries.map(({ key }: { key: string }) => key));
  expect(keys.size).toBe(200);
});
