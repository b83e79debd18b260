import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getMeeting, listMeetings, saveMeeting } from '#contract/claritalk/meetings.ts';
import { newMeeting } from './meeting-rows.ts';
import { pat, World } from './world.ts';

const world = new World({ meetings: 120 });
beforeAll(() => world.start());
afterAll(() => world.destroy());

const list = async (query: Record<string, string>, token: string) => {
  const { body, headers } = await world.call(listMeetings, { token, query });
  return {
    meetings: body as Record<string, string>[],
    total: Number(headers.get('x-total-meetings-of-user')),
  };
};

describe('list', () => {
  test('pages without gaps or repeats, in both orders', async () => {
    const token = await world.serviceToken();
    const { meetings: all, total } = await list({ limit: '100' }, token);
    expect(total).toBe(120);
    const pages = [];
    for (let offset = 0; offset < 100; offset += 25) {
      pages.push(...(await list({ limit: '25', offset: String(offset) }, token)).meetings);
    }
    expect(pages).toEqual(all);
    const created = all.map(({ createdAt }) => createdAt);
    expect(created).toEqual([...created].sort().reverse());
    const oldest = await list({ limit: '100', order: 'asc', offset: '20' }, token);
    expect(oldest.meetings.map(({ id }) => id)).toEqual(all.map(({ id }) => id).reverse());
  });

  test('limit is 10 by default and at most 100', async () => {
    const token = await world.serviceToken();
    expect((await list({}, token)).meetings).toHaveLength(10);
    expect((await list({ limit: '5000' }, token)).meetings).toHaveLength(100);
    expect((await list({ limit: '0' }, token)).meetings).toHaveLength(0);
    expect((await list({ offset: '100000' }, token)).meetings).toHaveLength(0);
  });

  test('filters by several statuses and counts what it filters', async () => {
    const token = await world.serviceToken();
    const { meetings, total } = await list({ status: 'draft, failed,no-such-status', limit: '100' }, token);
    expect(total).toBe(meetings.length);
    expect(new Set(meetings.map(({ status }) => status))).toEqual(new Set(['draft', 'failed']));
    expect((await list({ status: 'no-such-status' }, token)).total).toBe(0);
  });

  test('a date alone includes its whole day at the end', async () => {
    const token = await world.serviceToken();
    const [meeting] = (await list({ offset: '50', limit: '1' }, token)).meetings;
    const createdAt = meeting?.createdAt ?? '';
    const day = createdAt.slice(0, 10);
    const found = await list({ date_start: day, date_end: day, limit: '100' }, token);
    expect(found.meetings.map(({ id }) => id)).toContain(meeting?.id);
    expect(found.meetings.every((each) => each.createdAt?.startsWith(day))).toBe(true);
    const exact = await list({ date_start: createdAt, date_end: createdAt }, token);
    expect(exact.total).toBeGreaterThan(0);
    const zoned = `${createdAt.replace(' ', 'T')}Z`;
    expect((await list({ date_start: zoned, date_end: zoned }, token)).total).toBe(exact.total);
  });

  test('an end user sees own, shared and team meetings and may read each of them', async () => {
    const { meetings, total } = await list({ limit: '100' }, pat.nora);
    expect(total).toBe(meetings.length);
    const everything = (await list({}, await world.serviceToken())).total;
    expect(total).toBeLessThan(everything);
    for (const { id } of meetings) {
      expect((await world.call(getMeeting, { token: pat.nora, params: { id: id ?? '' } })).status).toBe(200);
    }
  });

  test('a meeting linked to a team appears to its members, and goes when unlinked', async () => {
    const owen = { token: pat.owen, uuid: world.accountUuid('owen') };
    const team = String(world.sql("SELECT uuid FROM teams WHERE name = 'Payroll & HR'")[0]?.uuid);
    const meeting = await newMeeting(world, owen, { team_ids: [team] });
    expect((await list({ limit: '1' }, pat.nora)).meetings[0]?.id).toBe(meeting.id);
    const body = { id: meeting.id, name: 'Unlinked', user_id: owen.uuid, team_ids: [] };
    await world.call(saveMeeting, { token: owen.token, body });
    const read = await world.call(getMeeting, { token: pat.nora, params: { id: meeting.id } });
    expect(read.status).toBe(403);
  });
});

describe('save', () => {
  const owen = () => ({ token: pat.owen, uuid: world.accountUuid('owen') });

  test('fields that are left out stay', async () => {
    const meeting = await newMeeting(world, owen(), {
      attendees: [{ name: 'Jane', integration_id: 'rel-1001' }],
      metadata: { note: 'kept' },
      discussion_topics: [{ topic: 'Budget' }],
      locale: 'nl',
      recording_type: 'browser',
    });
    const body = { id: meeting.id, name: 'Renamed', user_id: owen().uuid };
    const { body: saved } = await world.call(saveMeeting, { token: pat.owen, body });
    const { numeric_id, ...before } = meeting;
    expect(numeric_id).toEqual(expect.any(Number));
    expect(saved).toEqual({ ...before, name: 'Renamed', updatedAt: saved.updatedAt });
  });

  test('questions come from the themes that were chosen', async () => {
    const meeting = await newMeeting(world, owen(), { type_id: 1, theme_ids: [2] });
    expect(new Set(meeting.questions.map(({ theme_id }: { theme_id: number }) => theme_id))).toEqual(
      new Set([2]),
    );
    const body = { id: meeting.id, name: 'All', user_id: owen().uuid, theme_ids: [] };
    const { body: saved } = await world.call(saveMeeting, { token: pat.owen, body });
    expect(saved.questions.length).toBeGreaterThan(meeting.questions.length);
  });

  test('the default type is used when none is named', async () => {
    expect((await newMeeting(world, owen())).type_id).toBe(1);
  });

  test.each([
    { type_id: 99_999 },
    { theme_ids: [99_999] },
    { dossier_id: 'x' },
    { team_ids: ['x'] },
    { status: '' },
  ])('refuses what does not exist: %o', async (fields) => {
    const body = { name: 'A', user_id: owen().uuid, ...fields };
    expect((await world.call(saveMeeting, { token: pat.owen, body })).status).toBe(400);
  });

  test('others may not change a meeting, even when they may read it; a service account may', async () => {
    const [shared] = world.sql(
      `SELECT m.uuid, u.uuid AS owner FROM meeting_readers r JOIN meetings m ON m.id = r.meeting_id
       JOIN users u ON u.id = m.user_id WHERE r.user_id = 2 AND m.user_id <> 2`,
    );
    const id = String(shared?.uuid);
    const mine = { id, name: 'Mine', user_id: owen().uuid };
    expect((await world.call(saveMeeting, { token: pat.owen, body: mine })).status).toBe(403);
    const body = { id, name: 'By the service', user_id: String(shared?.owner) };
    const saved = await world.call(saveMeeting, { token: await world.serviceToken(), body });
    expect(saved.body.name).toBe('By the service');
  });
});
