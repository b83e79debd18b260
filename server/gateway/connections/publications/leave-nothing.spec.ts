import { readdirSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PublishWorld, webm } from '../../testing/publish-world.ts';

let world: PublishWorld;
beforeAll(async () => {
  world = await PublishWorld.start();
});
afterAll(() => world.stop());
afterEach(() => fetch(`${world.admin.sandbox.url}/sandbox/faults`, { method: 'DELETE' }));

const dayMs = 24 * 60 * 60 * 1000;
const small = webm(100_000);
const read = async (id: string) => (await world.ask('ada', 'GET', `/${id}`)).body;
/** What the sandbox has under the title of a publication, in its states. */
const there = (id: string) =>
  world.recordings(`Annual accounts ${id}`).flatMap(({ state, deleted }) => (deleted === 0 ? [state] : []));

/** A publication whose file does not get through, or whose creation is in doubt. Returns its id. */
async function stopped(operation = 'uploadPayload', fault: object = { status: 500, times: 4 }) {
  const { id } = await world.begin('ada', small);
  await world.hand('ada', id, small);
  await world.fault(operation, fault);
  await world.publish('ada', id);
  await expect.poll(() => world.stateOf('ada', id), { timeout: 20_000, interval: 20 }).toBe('stopped');
  return id;
}

const cancel = async (id: string) => (await world.ask('ada', 'DELETE', `/${id}`)).body;

/** Lets a day pass, and starts the gateway again. */
async function expire(id: string): Promise<void> {
  // It may be writing, and this process could not wait for itself.
  await world.admin.close();
  world.sql('gateway', 'UPDATE publications SET changed_at = ? WHERE id = ?', Date.now() - dayMs - 1, id);
  await world.run();
  await expect.poll(async () => (await read(id)).state).toBe('expired');
}

describe('cancelled', () => {
  test('what Claap does not delete is said, with its page there, and deleted when asked again', async () => {
    const id = await stopped();
    await world.fault('deleteRecording', { status: 503 });
    const given = await cancel(id);
    expect([given.state, given.leftover, there(id)]).toEqual([
      'cancelled',
      { kind: 'empty', url: expect.stringMatching(/^https:.*claap/) },
      ['Empty'],
    ]);
    expect((await cancel(id)).leftover).toBeNull();
    expect(there(id)).toEqual([]);
  });

  test('nothing was sent to it, and Claap has only what its document has: it is empty, and said', async () => {
    const { id } = await world.begin('ada', small, {
      transcript: { segments: [{ start: 0, end: 1, speakerId: 'n', text: 'Note' }] },
    });
    await world.hand('ada', id, small);
    await world.fault('uploadTranscript', { status: 500, times: 4 });
    await world.publish('ada', id);
    await expect.poll(() => world.stateOf('ada', id)).toBe('stopped');
    for (const row of ['getRecording', 'listRecordings', 'deleteRecording']) {
      await world.fault(row, { status: 404, times: 1000 });
    }
    expect((await cancel(id)).leftover).toMatchObject({ kind: 'empty' });
    expect(there(id)).toEqual(['Empty']);
  });

  test('what may have been filled is not deleted', async () => {
    const id = await stopped();
    await world.fault('getRecording', { status: 404, times: 1000 });
    expect((await cancel(id)).leftover).toMatchObject({ kind: 'filled' });
    expect(there(id)).toEqual(['Empty']);
  });

  test('one whose creation is in doubt is found, and deleted; where nobody says, it may be there', async () => {
    const lost = { drop: true, afterProcessing: true };
    await world.fault('listRecordings', { status: 503, times: 2 });
    const id = await stopped('createRecording', lost);
    expect((await read(id)).problem.code).toBe('may-be-done');
    expect((await cancel(id)).leftover).toEqual({ kind: 'doubtful', url: null });
    expect(there(id)).toEqual(['Empty']);
    expect((await cancel(id)).leftover).toBeNull();
    expect(there(id)).toEqual([]);
  });
});

describe('expired', () => {
  test('its empty recording is deleted', async () => {
    const id = await stopped();
    await expire(id);
    await expect.poll(async () => (await read(id)).leftover).toBeNull();
    expect([(await read(id)).state, there(id), readdirSync(world.spool)]).toEqual(['expired', [], []]);
  });

  test('what Claap does not delete is said until it has', async () => {
    const id = await stopped();
    await world.fault('deleteRecording', { status: 503 });
    await expire(id);
    await expect.poll(async () => (await read(id)).leftover?.kind).toBe('empty');
    expect(there(id)).toEqual(['Empty']);
    expect(await cancel(id)).toMatchObject({ state: 'cancelled', leftover: null });
    expect(there(id)).toEqual([]);
  });
});
