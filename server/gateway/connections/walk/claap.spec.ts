import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as rows from '#contract/claap/recordings.ts';
import { claap } from '#contract/claap/system.ts';
import { operations } from '#contract/claap/table.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { golden } from '#contract/testing/golden.ts';
import type { Request } from '../../../sandboxes/lib/testing/system-world.ts';
import { connectedUpstream } from '../../../upstreams/connected.ts';
import { expectArrived, expectRefused, expectTold } from '../../testing/expect-passed.ts';
import { WalkWorld } from '../../testing/walk-world.ts';

let world: WalkWorld;
beforeAll(async () => {
  world = await WalkWorld.start();
});
afterAll(() => world.stop());

const authorEmail = 'owen@sandbox.test';
const own = { recorderEmail: authorEmail };
const audio = { bytes: new TextEncoder().encode('the sound'), type: 'audio/webm' };
const transcript = {
  transcript: { segments: [{ start: 0, end: 1, speakerId: '1', text: 'Dag' }] },
};

/** Asks for a row, which goes well. */
async function done(operation: ConnectedOperation, request: Request = {}) {
  const passage = await world.pass(operation, request);
  expectArrived(operation, request, passage);
  expectTold(operation, passage);
  return passage;
}

async function create(more: object = {}): Promise<string> {
  const { answer } = await done(rows.createRecording, { body: { authorEmail, title: 'A meeting', ...more } });
  return answer.body.result.recording.id;
}

/** What Claap itself says of a new recording. */
const made = v.object({
  result: v.object({
    recording: v.object({ upload: v.object({ url: v.string(), metaUrl: v.string() }) }),
  }),
});

const payload = (recordingId: string) =>
  world.pass(rows.uploadPayload, { params: { recordingId }, file: audio });
const words = (recordingId: string) =>
  world.pass(rows.uploadTranscript, { params: { recordingId }, body: transcript });

it('all seven rows in turn: created, filled by both legs, listed, read, and deleted', async () => {
  const body = {
    ...Object(golden(rows.createRecording.body, 'full')),
    authorEmail,
    channelId: 'channel-clients',
    deal: { id: '1', type: 'hubspot' },
  };
  delete body.downloadUrl;
  const { answer, told } = await done(rows.createRecording, { body });
  const recordingId = answer.body.result.recording.id;
  expect(answer.body.result.recording.upload).toEqual({});
  const { upload } = v.parse(made, told[0]?.body).result.recording;
  for (const [pass, address, sent] of [
    [payload, upload.url, 'the sound'],
    [words, upload.metaUrl, JSON.stringify(transcript)],
  ] as const) {
    const { answer: taken, arrived } = await pass(recordingId);
    expect(taken.status).toBe(200);
    const [{ method, url, headers = {}, body: bytes } = {}] = arrived;
    expect([method, `http://${headers.host}${url}`, bytes?.toString()]).toEqual(['PUT', address, sent]);
    expect([headers['x-claap-key'], headers.cookie]).toEqual([undefined, undefined]);
  }
  const params = { recordingId };
  const list = await done(rows.listRecordings, { query: { ...own, limit: 1, sort: 'created_desc' } });
  expect(list.answer.body.result.recordings[0].id).toBe(recordingId);
  const next = list.answer.body.result.pagination.nextCursor;
  const second = await done(rows.listRecordings, {
    query: { ...own, limit: 1, sort: 'created_desc', cursor: next },
  });
  expect(second.answer.body.result.recordings[0].id).not.toBe(recordingId);
  const filtered = await done(rows.listRecordings, {
    query: { ...own, channelId: 'channel-clients', limit: 100 },
  });
  expect(filtered.answer.body.result.recordings.map(({ id }: { id: string }) => id)).toContain(recordingId);
  await expect
    .poll(async () => (await done(rows.getRecording, { params })).answer.body.result.recording.state)
    .toBe('Ready');
  const spoken = await done(rows.getRecordingTranscript, { params });
  expect(spoken.answer.body.result.transcript.segments[0].text).toBe('Dag');
  await done(rows.deleteRecording, { params });
  expect((await world.pass(rows.getRecording, { params })).answer.status).toBe(404);
  expect(operations).toHaveLength(7);
});

const readError = connectedUpstream(claap, operations).readError;
const missing = { params: { recordingId: 'rec_nobody' } };

/** A request for each documented error, by the row and what its table says of it. */
const wrong: Readonly<
  Record<string, Readonly<Record<string, () => Promise<Awaited<ReturnType<WalkWorld['pass']>>>>>>
> = {
  createRecording: {
    'a field is wrong, or fifty recordings were created in thirty days': () =>
      world.pass(rows.createRecording, {
        body: { authorEmail, meeting: {}, deal: { id: '1', type: 'attio' } },
      }),
    'author or folder not found': () =>
      world.pass(rows.createRecording, { body: { authorEmail: 'a@example.org' } }),
  },
  uploadPayload: {
    'the address is no longer valid': async () => {
      const id = await create();
      await payload(id);
      return payload(id);
    },
  },
  uploadTranscript: {
    'the address is no longer valid': async () => {
      const id = await create({ transcript: { type: 'upload' } });
      await payload(id);
      await words(id);
      return words(id);
    },
  },
  getRecording: { 'recording not found': () => world.pass(rows.getRecording, missing) },
  getRecordingTranscript: {
    'recording not found': () => world.pass(rows.getRecordingTranscript, missing),
  },
  deleteRecording: { 'recording not found': () => world.pass(rows.deleteRecording, missing) },
};

describe.each(operations.filter(({ errors }) => errors.length > 0))('$name', (operation) => {
  it.each(operation.errors)('$when: $status', async ({ when, status }) => {
    const passage = await wrong[operation.name]![when]!();
    const [told] = passage.told;
    expect(told?.status).toBe(status);
    expectRefused(operation, passage, readError?.(status, told?.body)?.said);
  });
});

it.each(operations.filter(({ body, query }) => body ?? query))(
  '$name is not sent with what it does not know',
  async (operation) => {
    const params = { params: { recordingId: await create({ transcript: { type: 'upload' } }) } };
    const { answer, arrived } = await world.pass(operation, {
      ...(operation.params ? params : {}),
      ...(operation.query ? { query: { unheard_of: '1' } } : {}),
      ...(operation.body ? { body: { ...Object(golden(operation.body, 'full')), unheard_of: 1 } } : {}),
    });
    expect([answer.status, answer.body.refusal.code, arrived]).toEqual([400, 'field-unknown', []]);
  },
);
