import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import * as api from '#contract/claritalk/meetings.ts';
import { maxChunkBytes } from '#contract/claritalk/shapes.ts';
import { failure, success } from './row.ts';
import { type Answer, pat, type World, wav } from './world.ts';

const connect = { 'x-claritalk-connect': '1' };

/** A new meeting of a user. */
export async function newMeeting(
  world: World,
  user: { token: string; uuid: string },
  fields: Readonly<Record<string, unknown>> = {},
): Promise<Answer['body']> {
  const body = { name: 'Test meeting', user_id: user.uuid, ...fields };
  return (await world.call(api.saveMeeting, { token: user.token, body, headers: connect })).body;
}

/** Owen, who has a meeting that Nora may not see. */
async function privateMeeting(world: World) {
  const owen = { token: pat.owen, uuid: world.accountUuid('owen') };
  return { owen, meeting: await newMeeting(world, owen) };
}

export function meetingRows(): void {
  success(api.listMeetings, async (world) => {
    const answer = await world.call(api.listMeetings, { token: pat.owen, query: { limit: '3' } });
    expect(answer.body).toHaveLength(3);
    expect(Number(answer.headers.get('x-total-meetings-of-user'))).toBeGreaterThan(3);
    return answer;
  });

  success(api.getMeeting, async (world) => {
    const { owen, meeting } = await privateMeeting(world);
    const byNumber = { token: owen.token, params: { id: meeting.numeric_id }, headers: connect };
    expect((await world.call(api.getMeeting, byNumber)).body).toHaveProperty('recording_type', null);
    const params = { id: meeting.id.toUpperCase() };
    const answer = await world.call(api.getMeeting, { token: owen.token, params, query: { detail: 'true' } });
    expect(answer.body).toMatchObject({ id: meeting.id, metadata: { recording: null, chat: [] } });
    expect(answer.body).not.toHaveProperty('recording_type');
    return answer;
  });
  failure(api.getMeeting, 403, 'no access to this meeting', async (world) => {
    const { meeting } = await privateMeeting(world);
    return world.call(api.getMeeting, { token: pat.nora, params: { id: meeting.id } });
  });
  failure(api.getMeeting, 404, 'meeting or organisation not found', async (world) => {
    const { meeting } = await privateMeeting(world);
    const outsider = world.addUser(2);
    const foreign = await world.call(api.getMeeting, { token: outsider.token, params: { id: meeting.id } });
    expect(foreign.status).toBe(404);
    return world.call(api.getMeeting, { token: pat.owen, params: { id: randomUUID() } });
  });

  success(api.saveMeeting, async (world) => {
    const body = {
      name: 'Weekly standup',
      user_id: world.accountUuid('owen'),
      type_id: 1,
      theme_ids: [],
      attendees: [{ name: 'Jane Doe', integration_id: null }],
      discussion_topics: [{ topic: 'Q1 revenue targets', description: 'Review progress' }],
      locale: 'en',
      allow_audio_recording: true,
    };
    const answer = await world.call(api.saveMeeting, { token: pat.owen, body });
    expect(answer.body).toMatchObject({ status: 'draft', type_id: 1, metadata: {} });
    expect(answer.body.questions.length).toBeGreaterThan(8);
    expect(answer.body).not.toHaveProperty('numeric_id');
    return answer;
  });
  failure(api.saveMeeting, 400, 'missing name or user_id', async (world) => {
    const noName = { user_id: world.accountUuid('owen') };
    expect((await world.call(api.saveMeeting, { token: pat.owen, body: noName })).status).toBe(400);
    return world.call(api.saveMeeting, { token: pat.owen, body: { name: 'A' } });
  });
  failure(api.saveMeeting, 403, 'end user creating for another user', (world) =>
    world.call(api.saveMeeting, { token: pat.ada, body: { name: 'A', user_id: world.accountUuid('owen') } }),
  );
  failure(api.saveMeeting, 404, 'organisation or user not found', async (world) =>
    world.call(api.saveMeeting, {
      token: await world.serviceToken(),
      body: { name: 'A', user_id: randomUUID() },
    }),
  );
  failure(api.saveMeeting, 409, 'user already has active recording', async (world) => {
    const user = world.addUser(1);
    const first = await newMeeting(world, user, { status: 'recording' });
    const body = { name: 'A', user_id: user.uuid, status: 'recording' };
    const again = await world.call(api.saveMeeting, { token: user.token, body: { ...body, id: first.id } });
    expect(again.status).toBe(200);
    return world.call(api.saveMeeting, { token: user.token, body });
  });

  success(api.deleteMeeting, async (world) => {
    const { owen, meeting } = await privateMeeting(world);
    const answer = await world.call(api.deleteMeeting, {
      token: owen.token,
      params: { meetingId: meeting.id },
    });
    const gone = await world.call(api.getMeeting, { token: owen.token, params: { id: meeting.id } });
    expect(gone.status).toBe(404);
    return answer;
  });
  failure(api.deleteMeeting, 400, 'invalid UUID', (world) =>
    world.call(api.deleteMeeting, { token: pat.owen, params: { meetingId: '12' } }),
  );
  failure(api.deleteMeeting, 403, 'no access to this meeting', async (world) => {
    const { meeting } = await privateMeeting(world);
    return world.call(api.deleteMeeting, { token: pat.nora, params: { meetingId: meeting.id } });
  });
  failure(api.deleteMeeting, 404, 'meeting not found', (world) =>
    world.call(api.deleteMeeting, { token: pat.owen, params: { meetingId: randomUUID() } }),
  );

  success(api.uploadAudioChunk, async (world) => {
    const { owen, meeting } = await privateMeeting(world);
    return world.upload(meeting.id, owen.token, { number: 1, total: 1, bytes: wav(1) });
  });
  failure(api.uploadAudioChunk, 400, 'chunk too large (>5MB)', async (world) => {
    const { owen, meeting } = await privateMeeting(world);
    const over = { number: 1, total: 1, bytes: Buffer.alloc(maxChunkBytes + 1) };
    expect((await world.upload(meeting.id, owen.token, over)).status).toBe(400);
    const far = { number: 1, total: 1, bytes: Buffer.alloc(maxChunkBytes * 2) };
    const answer = await world.upload(meeting.id, owen.token, far);
    expect(answer.body.message).toContain('5 MB');
    return answer;
  });
  failure(api.uploadAudioChunk, 403, 'no access to this meeting', async (world) => {
    const { meeting } = await privateMeeting(world);
    return world.upload(meeting.id, pat.nora, { number: 1, total: 1, bytes: wav(1) });
  });
  failure(api.uploadAudioChunk, 404, 'meeting not found', (world) =>
    world.upload(randomUUID(), pat.owen, { number: 1, total: 1, bytes: wav(1) }),
  );

  const message = { sentence: "Let's discuss the Q1 targets.", time: 1_705_312_800 };
  success(api.appendChatMessage, async (world) => {
    const { owen, meeting } = await privateMeeting(world);
    const params = { id: meeting.numeric_id };
    const answer = await world.call(api.appendChatMessage, { token: owen.token, params, body: message });
    const read = await world.call(api.getMeeting, {
      token: owen.token,
      params: { id: meeting.id },
      query: { detail: 'true' },
    });
    expect(read.body.metadata.chat).toEqual([{ ...message, user: owen.uuid }]);
    return answer;
  });
  failure(api.appendChatMessage, 400, 'missing or invalid fields', async (world) => {
    const { owen, meeting } = await privateMeeting(world);
    const body = { ...message, time: 'noon' };
    return world.call(api.appendChatMessage, { token: owen.token, params: { id: meeting.numeric_id }, body });
  });
  failure(api.appendChatMessage, 403, 'no access to this meeting', async (world) => {
    const { meeting } = await privateMeeting(world);
    const params = { id: meeting.numeric_id };
    return world.call(api.appendChatMessage, { token: pat.nora, params, body: message });
  });
  failure(api.appendChatMessage, 404, 'meeting not found', (world) =>
    world.call(api.appendChatMessage, { token: pat.owen, params: { id: 999_999 }, body: message }),
  );
}
