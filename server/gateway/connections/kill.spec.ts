import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectedSystems } from '#contract/connected/table.ts';
import { dashboardOrigin, World as SandboxWorld } from '../../sandboxes/claritalk/contract/world.ts';
import { dashboardClient } from '../../sandboxes/claritalk/credentials.ts';
import { freePort, type SignedIn, signInAt } from '../testing/admin-world.ts';
import { GatewayProcess } from '../testing/gateway-process.ts';
import { giveOn, passOn } from '../testing/pass-on.ts';
import { TestUpstream } from '../testing/upstream.ts';
import { sandboxKeys } from '../testing/walk-world.ts';

const sandbox = new SandboxWorld({ meetings: 2, systems: { simulated: false } });
const dataDir = mkdtempSync(join(tmpdir(), 'ledger-kill-'));
let between: TestUpstream;
let gateway: GatewayProcess;
let ada: SignedIn;
/** How often each tag has arrived at the system. */
const arrived = new Map<string, number>();
/** Kills the gateway at a moment of the chosen write, by how often it was asked. */
let moment: { readonly at: Moment; left: number } | undefined;

/** When the gateway is killed: of one write that is under way, or whenever a page has just sent one. */
const moments = ['it has arrived', 'it is done', 'it is answered', 'it is sent'] as const;
type Moment = (typeof moments)[number];

beforeAll(async () => {
  await sandbox.start();
  between = await TestUpstream.start();
  between.answer = (request, response) => {
    const { tag_label: label } = request.method === 'POST' ? JSON.parse(request.body.toString()) : {};
    if (label) arrived.set(label, (arrived.get(label) ?? 0) + 1);
    const isChosen = label !== undefined && moment !== undefined && --moment.left === 0;
    const die = (now: Moment) => {
      if (isChosen && moment?.at === now) gateway.kill();
    };
    die('it has arrived');
    passOn(request, sandbox.url).then(
      (told) => {
        die('it is done');
        giveOn(told, response);
        response.once('finish', () => die('it is answered'));
      },
      () => response.destroy(),
    );
  };
  gateway = new GatewayProcess({
    PORT: String(await freePort()),
    DATA_DIR: dataDir,
    PUBLIC_URL: dashboardOrigin,
    LIVE_UPDATES: '0',
    CLARITALK_URL: sandbox.url,
    CLARITALK_CLIENT_ID: dashboardClient.clientId,
    CLARITALK_CLIENT_SECRET: dashboardClient.clientSecret,
    ...Object.fromEntries(
      connectedSystems.map(({ system: { id, address } }) => [
        address.setting,
        `${between.url}/systems/${id}`,
      ]),
    ),
  });
  await gateway.start();
  ada = await signInAt(gateway.url, sandbox, 'ada@sandbox.test');
  const body = { key: sandboxKeys.chat2desk, version: null };
  expect((await ask('PUT', '/admin/connections/chat2desk', randomUUID(), body))?.status).toBe(200);
});
afterAll(async () => {
  gateway.kill();
  await gateway.ended();
  await between.stop();
  await sandbox.destroy();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Answered {
  readonly status: number;
  readonly text: string;
}

/** @returns undefined when nobody answered. */
async function ask(method: string, path: string, key: string, body?: unknown): Promise<Answered | undefined> {
  try {
    const response = await fetch(gateway.url + path, {
      method,
      headers: {
        origin: dashboardOrigin,
        'sec-fetch-site': 'same-origin',
        cookie: ada.cookie,
        authorization: `Bearer ${ada.token}`,
        'idempotency-key': key,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  } catch {
    return undefined;
  }
}

interface Write {
  readonly key: string;
  readonly label: string;
  answer: Answered | undefined;
}

const create = ({ key, label }: Write) =>
  ask('POST', '/connected/chat2desk/v1/tags', key, { tag_group_id: 1425, tag_label: label });

/** Three pages write, one after the other each, until nobody answers. */
async function writeUntilDead(round: number, writes: Write[]): Promise<void> {
  let isDead = false;
  const page = async (number: number) => {
    for (let at = 0; !isDead; at += 1) {
      const write: Write = { key: randomUUID(), label: `${round}-${number}-${at}`, answer: undefined };
      writes.push(write);
      const asked = create(write);
      if (moment?.at === 'it is sent' && --moment.left <= 0) {
        // Somewhere between its head and its end.
        for (let turns = Math.floor(Math.random() * 5); turns > 0; turns -= 1) await turn();
        gateway.kill();
      }
      write.answer = await asked;
      isDead ||= write.answer === undefined;
    }
  };
  await Promise.all([page(0), page(1), page(2)]);
}

const stateOf = async ({ key }: Write): Promise<string | undefined> => {
  const { text = '' } = (await ask('GET', '/admin/ledger?limit=200', randomUUID())) ?? {};
  const { entries } = JSON.parse(text) as { entries: { key: string; state: string }[] };
  return entries.find((entry) => entry.key === key)?.state;
};

const rounds = moments.map((at, round) => ({ round, at, left: 4 + Math.floor(Math.random() * 12) }));
const all: Write[] = [];
const ends = new Set<string>();

test.each(rounds)(
  'killed when $at ($left): each write is there once, or said to be unknown',
  async ({ round, at, left }) => {
    const writes: Write[] = [];
    moment = { at, left };
    await writeUntilDead(round, writes);
    await gateway.ended();
    moment = undefined;
    const before = new Map(arrived);
    await gateway.start();
    for (const write of writes) {
      const { label, answer } = write;
      const times = before.get(label) ?? 0;
      const state = await stateOf(write);
      const again = await create(write);
      ends.add(`${answer ? 'answered' : 'lost'}, ${state ?? 'not noted'}`);
      if (answer) {
        expect([answer.status, times, state]).toEqual([201, 1, 'done']);
        expect([again, arrived.get(label)]).toEqual([answer, 1]);
      } else if (state === undefined) {
        // The intent is on disk before anything is sent.
        expect(times).toBe(0);
        expect([again?.status, arrived.get(label)]).toEqual([201, 1]);
      } else if (state === 'done') {
        expect([again?.status, times, arrived.get(label)]).toEqual([201, 1, 1]);
      } else {
        expect([state, again?.status, JSON.parse(again?.text ?? '{}').refusal?.code]).toEqual([
          'unknown',
          409,
          'may-be-done',
        ]);
        expect([arrived.get(label) ?? 0, times <= 1]).toEqual([times, true]);
      }
    }
    all.push(...writes);
  },
);

test('after all of that nothing is there twice', () => {
  expect(all.length).toBeGreaterThan(rounds.length * 4);
  expect([...ends]).toEqual(expect.arrayContaining(['answered, done', 'lost, unknown']));
  expect([...arrived.values()].every((times) => times === 1)).toBe(true);
  const database = new DatabaseSync(join(sandbox.dataDir, 'chat2desk.sqlite'));
  const kept = database
    .prepare('SELECT label FROM tags')
    .all()
    .map(({ label }) => String(label));
  database.close();
  expect(kept.filter((label) => arrived.has(label)).toSorted()).toEqual([...arrived.keys()].toSorted());
});
