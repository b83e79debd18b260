import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RetentionListView } from '#contract/gateway/retention.ts';
import { giveOn, passOn } from '../testing/pass-on.ts';
import { ProcessWorld } from '../testing/process-world.ts';
import type { ReceivedRequest } from '../testing/upstream.ts';

let world: ProcessWorld;
/** At which deletion the gateway is killed, and whether Claritalk has it by then. */
let death: { readonly at: number; readonly isDone: boolean } | undefined;
let seen = 0;
/** Meetings that Claritalk was asked to delete, in that order. */
const deletions: string[] = [];

const deleted = ({ method, url }: ReceivedRequest) =>
  method === 'DELETE' ? /\/meetings\/([^/?]+)$/.exec(url)?.[1] : undefined;

beforeAll(async () => {
  world = await ProcessWorld.start(undefined, {
    sandbox: { meetings: 30, defaultLimitPerMinute: 1_000_000 },
  });
  const { between, sandbox, gateway } = world;
  between.answer = (request, response) => {
    const meeting = deleted(request);
    if (meeting !== undefined) seen += 1;
    const dies = meeting !== undefined && death?.at === seen;
    if (dies && !death?.isDone) {
      gateway.kill();
      response.destroy();
      return;
    }
    if (meeting !== undefined) deletions.push(meeting);
    passOn(request, sandbox.url).then(
      (told) => {
        if (dies) gateway.kill();
        giveOn(told, response);
      },
      () => response.destroy(),
    );
  };
});
afterAll(() => world.stop());
beforeEach(() => {
  seen = 0;
  deletions.length = 0;
});

const old = "status = 'draft', created_at = '2025-01-01 10:00:00', updated_at = '2025-01-02 10:00:00'";
const meetings = () =>
  world.sandbox.sql('SELECT uuid FROM meetings ORDER BY id').map(({ uuid }) => String(uuid));
const look = async (id: string): Promise<RetentionListView> =>
  (await world.ask('GET', '/retention')).body.lists.find((one: RetentionListView) => one.id === id);
const within = { interval: 50 };
const run = ({ id, digest, counts: { listed = 0, deleting = 0 } }: RetentionListView) =>
  world.ask('POST', `/retention/lists/${id}/run`, { digest, count: listed + deleting });

test.each([
  ['before Claritalk has the deletion', false],
  ['when Claritalk has deleted it', true],
])(
  'killed %s: nothing more until a person says so, then each of the list once, and nothing else',
  async (_, isDone) => {
    world.sandbox.sql("UPDATE meetings SET status = 'finished'");
    world.sandbox.sql(`UPDATE meetings SET ${old} WHERE id IN (SELECT id FROM meetings ORDER BY id LIMIT 6)`);
    const listed = meetings().slice(0, 6);
    const others = meetings().slice(6);
    const rules = [{ kind: 'draft', after: { amount: 90, unit: 'days' } }];
    const { version } = (await world.ask('GET', '/retention')).body;
    expect((await world.ask('PUT', '/retention/rules', { rules, version })).status).toBe(200);
    const id = crypto.randomUUID();
    expect((await world.ask('POST', '/retention/lists', { id })).status).toBe(200);
    await expect.poll(async () => (await look(id)).state, within).toBe('listed');
    // Due as well, and on no list.
    world.sandbox.sql(`UPDATE meetings SET ${old} WHERE id = (SELECT max(id) FROM meetings)`);
    death = { at: 4, isDone };
    await run(await look(id)).catch(() => undefined);
    await world.gateway.ended();
    death = undefined;
    const before = isDone ? 4 : 3;
    expect(deletions).toEqual(listed.slice(0, before));

    await world.gateway.start();
    const stopped = await look(id);
    expect(stopped).toMatchObject({
      state: 'stopped',
      problem: { code: 'retention-interrupted' },
      counts: { deleted: 3, deleting: 1, listed: 2 },
    });
    expect(deletions).toHaveLength(before);
    expect((await run(stopped)).status).toBe(200);
    await expect.poll(async () => (await look(id)).state, within).toBe('done');
    expect((await look(id)).counts).toEqual({ deleted: 6 });
    expect(deletions).toEqual(listed);
    expect(meetings()).toEqual(others);
  },
);
