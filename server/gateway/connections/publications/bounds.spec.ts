import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PublishWorld, webm } from '../../testing/publish-world.ts';

let world: PublishWorld;
beforeAll(async () => {
  world = await PublishWorld.start();
});
afterAll(() => world.stop());

const small = webm(50_000);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const codeOf = ({ status, body }: { status: number; body: { refusal?: { code: string } } }) => [
  status,
  body.refusal?.code,
];
const codeOfStart = async (bytes: number, who: 'ada' | 'owen' = 'ada') =>
  codeOf((await world.begin(who, small, { bytes })).started);

describe('room', () => {
  test('is limited for each person, for all, and by what stays free of the disk', async () => {
    await world.open(true);
    await world.run({ publishing: { spool: { files: 2, each: 150_000, total: 200_000, free: 0 } } });
    const first = await world.begin('ada', small, { bytes: 80_000 });
    expect(first.started.status).toBe(200);
    expect(await codeOfStart(80_000)).toEqual([409, 'publications-full']);
    expect((await world.begin('ada', small, { bytes: 20_000 })).started.status).toBe(200);
    expect(await codeOfStart(1)).toEqual([409, 'publications-full']);
    expect(await codeOfStart(120_000, 'owen')).toEqual([409, 'no-room']);
    expect((await world.begin('owen', small, { bytes: 100_000 })).started.status).toBe(200);
    // What is cancelled makes room.
    await world.ask('ada', 'DELETE', `/${first.id}`);
    expect((await world.begin('ada', small, { bytes: 80_000 })).started.status).toBe(200);
    await world.run({ publishing: { spool: { free: 2 ** 60 } } });
    expect(await codeOfStart(1, 'owen')).toEqual([409, 'no-room']);
    await world.run();
    await world.open(false);
  });

  test('a file of 2 GiB or more is refused before a byte is sent', async () => {
    expect((await world.begin('ada', small, { bytes: 2 ** 31 })).started.body.refusal.values.field).toBe(
      'bytes',
    );
  });

  test('what nobody continues for a day is deleted, and said to be', async () => {
    const old = await world.begin('ada', small);
    await world.part('ada', old.id, small, 0, { length: 10_000 });
    const recent = await world.begin('ada', small);
    await world.part('ada', recent.id, small, 0, { length: 10_000 });
    // It may be writing, and this process could not wait for itself.
    await world.admin.close();
    world.sql(
      'gateway',
      'UPDATE publications SET changed_at = ? WHERE id = ?',
      Date.now() - dayMs - 1,
      old.id,
    );
    await world.run();
    await expect.poll(() => world.stateOf('ada', old.id)).toBe('expired');
    expect(await world.stateOf('ada', recent.id)).toBe('receiving');
    await expect.poll(() => readdirSync(world.spool)).toEqual([recent.id]);
    expect((await world.part('ada', recent.id, small, 10_000)).body).toEqual({ received: 50_000 });
    expect(codeOf(await world.part('ada', old.id, small, 10_000))).toEqual([409, 'publication-over']);
  });
});

describe('the quota', () => {
  const quota = async (who: 'ada' | 'owen') => {
    const meeting = await world.meet(who);
    return (await world.ask(who, 'GET', `/meetings/${meeting}`)).body.quota;
  };

  test('slides over thirty times 24 hours, for each author, and says when the next one is possible', async () => {
    await world.open(true);
    const insert = `INSERT INTO recordings (id, created, author, title, state, signature, details)
      VALUES (?, ?, 'owen@sandbox.test', 'x', 'Ready', 's', '{}')`;
    const oldest = Date.now() - 30 * dayMs + hourMs;
    const others = (await quota('owen')).used;
    expect(others).toBe(0);
    world.sql('claap', insert, 'of-owen-0', oldest);
    // Outside of the window.
    world.sql('claap', insert, 'of-owen-before', Date.now() - 30 * dayMs - 1_000);
    for (let at = 1; at < 49; at += 1) world.sql('claap', insert, `of-owen-${at}`, oldest + at * hourMs);
    expect(await quota('owen')).toEqual({ used: 49, isComplete: true, of: 50, days: 30, freeAt: null });
    world.sql('claap', insert, 'of-owen-49', Date.now() - hourMs);
    const freeAt = new Date(oldest + 30 * dayMs).toISOString();
    expect(await quota('owen')).toEqual({ used: 50, isComplete: true, of: 50, days: 30, freeAt });
    expect((await quota('ada')).used).toBe(17);
    // Claap says no in its own words, and nothing is made.
    const { id } = await world.begin('owen', small);
    await world.hand('owen', id, small);
    await world.publish('owen', id);
    await expect.poll(() => world.stateOf('owen', id)).toBe('stopped');
    expect((await world.ask('owen', 'GET', `/${id}`)).body.problem.values.said).toBe(
      'At most 50 recordings can be created in 30 days',
    );
    // The oldest leaves the window.
    world.sql(
      'claap',
      'UPDATE recordings SET created = ? WHERE id = ?',
      Date.now() - 30 * dayMs - 1,
      'of-owen-0',
    );
    expect(await quota('owen')).toMatchObject({ used: 49, freeAt: null });
    await world.publish('owen', id);
    await expect.poll(() => world.stateOf('owen', id)).toBe('ready');
    expect(await quota('owen')).toMatchObject({ used: 50 });
  });

  test('counts what was made here and is gone from Claap since', async () => {
    const { id } = await world.begin('ada', small);
    await world.hand('ada', id, small);
    await world.publish('ada', id);
    await expect.poll(() => world.stateOf('ada', id)).toBe('ready');
    expect((await quota('ada')).used).toBe(18);
    world.sql('claap', 'UPDATE recordings SET deleted = 1 WHERE title = ?', `Annual accounts ${id}`);
    expect((await quota('ada')).used).toBe(18);
  });

  test('is what was made here, and perhaps more, while Claap does not say what it has', async () => {
    await world.fault('listRecordings', { status: 503, times: 20 });
    expect(await quota('ada')).toMatchObject({ used: 1, isComplete: false });
  });
});
