import { afterAll, beforeAll, expect, test } from 'vitest';
import { getMeeting, listMeetings, saveMeeting } from '#contract/claritalk/meetings.ts';
import { getCurrentUser, updateUser } from '#contract/claritalk/users.ts';
import { pat, World } from './world.ts';

const world = new World({ meetings: 120 });
beforeAll(() => world.start());
afterAll(() => world.destroy());

const read = async (id: string, detail?: string) =>
  (
    await world.call(getMeeting, {
      token: pat.owen,
      params: { id },
      ...(detail ? { query: { detail } } : {}),
    })
  ).body;

test('an update with name, owner and metadata alone changes nothing else', async () => {
  const found = await world.call(listMeetings, {
    token: pat.owen,
    query: { limit: '100', status: 'finished' },
  });
  let checked = 0;
  for (const { id } of found.body as { id: string }[]) {
    const plain = await read(id);
    const full = await read(id, 'true');
    const metadata = { ...plain.metadata, claritalk_dashboard: { version: 1, review: { version: 1 } } };
    const body = { id, name: plain.name, user_id: plain.userId, metadata };
    const { status } = await world.call(saveMeeting, { token: pat.owen, body });
    if (status === 403) continue;
    expect(status).toBe(200);
    checked += 1;
    expect(await read(id)).toEqual({ ...plain, metadata, updatedAt: expect.any(String) });
    const { metadata: details, ...rest } = await read(id, 'true');
    const { metadata: detailsBefore, ...restBefore } = full;
    expect(rest).toEqual({ ...restBefore, updatedAt: expect.any(String) });
    expect(details).toEqual({ ...detailsBefore, claritalk_dashboard: metadata.claritalk_dashboard });
  }
  expect(checked).toBeGreaterThan(3);
});

test('metadata is replaced as a whole, and left alone when omitted', async () => {
  const { user } = (await world.call(getCurrentUser, { token: pat.owen })).body;
  const create = { name: 'Update', user_id: user.uuid, metadata: { one: 1, other: { two: 2 } } };
  const { id } = (await world.call(saveMeeting, { token: pat.owen, body: create })).body;
  const same = { id, name: 'Renamed', user_id: user.uuid };
  expect((await world.call(saveMeeting, { token: pat.owen, body: same })).body.metadata).toEqual(
    create.metadata,
  );
  const fewer = { ...same, metadata: { three: 3 } };
  expect((await world.call(saveMeeting, { token: pat.owen, body: fewer })).body.metadata).toEqual({
    three: 3,
  });
});

test('a stored address may be sent again whatever it looks like, and a new one has to be valid', async () => {
  const { token, uuid } = world.addUser(1);
  const stored = `${uuid} at example`;
  world.sql('UPDATE users SET email = ? WHERE uuid = ?', stored, uuid);
  const change = async (body: { name?: string; email: string }) =>
    (await world.call(updateUser, { token, params: { uuid }, body })).status;
  expect(await change({ name: 'Renamed', email: stored })).toBe(204);
  expect(await change({ email: `${stored} too` })).toBe(400);
  expect(await change({ email: `o'brien.${uuid.slice(0, 8)}@münchen.example` })).toBe(204);
});
