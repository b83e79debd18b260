import { afterAll, beforeAll, expect, test } from 'vitest';
import { getMeeting } from '#contract/claritalk/meetings.ts';
import { newMeeting } from './meeting-rows.ts';
import { type ChunkOptions, eventually, pat, sha256, World, wav } from './world.ts';

const world = new World();
beforeAll(() => world.start());
afterAll(() => world.destroy());

const audio = wav(2);
const parts = [audio.subarray(0, 10_000), audio.subarray(10_000, 20_000), audio.subarray(20_000)] as const;

async function start(fields: Readonly<Record<string, unknown>> = {}) {
  const meeting = await newMeeting(world, { token: pat.owen, uuid: world.accountUuid('owen') }, fields);
  const id: string = meeting.id;
  return {
    id,
    send: (chunk: ChunkOptions) => world.upload(id, pat.owen, chunk),
    part: (number: 1 | 2 | 3) =>
      world.upload(id, pat.owen, { number, total: 3, bytes: parts[number - 1] ?? audio }),
    read: async () => {
      const options = { token: pat.owen, params: { id }, query: { detail: 'true' } };
      return (await world.call(getMeeting, options)).body;
    },
  };
}

const settled = (read: () => Promise<{ status: string }>) =>
  eventually(async () => {
    const meeting = await read();
    return meeting.status === 'finished' || meeting.status === 'failed' ? meeting : undefined;
  });

test('chunks are joined, the duration is read and the meeting is finished', async () => {
  const { id, part, read } = await start({
    discussion_topics: [{ topic: 'Budget', description: 'Turnover' }],
  });
  expect((await part(1)).status).toBe(200);
  expect((await read()).status).toBe('uploading');
  await part(2);
  expect((await part(3)).body).toEqual({});
  const meeting = (await settled(read)) as Awaited<ReturnType<typeof read>>;
  expect(meeting.metadata.recording).toEqual({
    duration_in_seconds: 2,
    chunks: 3,
    bytes: audio.length,
    sha256: sha256(audio),
    mime_type: 'audio/wav',
  });
  expect(meeting.summary).toContain('Sandbox text');
  expect(meeting.summary).toContain('Budget');
  const response = await fetch(`${world.url}/sandbox/meetings/${id}/audio`);
  expect(response.headers.get('x-audio-sha256')).toBe(sha256(audio));
  expect(response.headers.get('content-type')).toBe('audio/wav');
  expect(Buffer.from(await response.arrayBuffer()).equals(audio)).toBe(true);
});

test('chunks may arrive twice and in any order before the last', async () => {
  const { part, read } = await start();
  for (const number of [2, 1, 1, 2, 3] as const) expect((await part(number)).status).toBe(200);
  const meeting = (await settled(read)) as Awaited<ReturnType<typeof read>>;
  expect(meeting.metadata.recording.sha256).toBe(sha256(audio));
});

test('the last chunk may be sent again and finalises once', async () => {
  const { id, part, read } = await start();
  await part(1);
  await part(2);
  const answers = await Promise.all([part(3), part(3), part(3)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  await settled(read);
  expect((await part(3)).status).toBe(200);
  expect((await read()).status).toBe('finished');
  expect(world.sql('SELECT count(*) AS jobs FROM processing_jobs')[0]?.jobs).toBe(0);
  const other = await world.upload(id, pat.owen, { number: 3, total: 3, bytes: wav(1) });
  expect(other.status).toBe(400);
});

test('the last chunk is refused while others are missing, and then accepted', async () => {
  const { part, read } = await start();
  await part(1);
  const early = await part(3);
  expect(early.status).toBe(400);
  expect(early.body.message).toContain('missing chunks 2');
  await part(2);
  expect((await part(3)).status).toBe(200);
  expect(((await settled(read)) as { status: string }).status).toBe('finished');
});

test('a checksum is verified, in upper case too', async () => {
  const { send } = await start();
  const good = { checksum: sha256(audio).toUpperCase() };
  const bad = { checksum: sha256(wav(1)) };
  const refused = await send({ number: 1, total: 2, bytes: audio, fields: bad });
  expect(refused.status).toBe(400);
  expect(refused.body.message).toContain('checksum');
  expect((await send({ number: 1, total: 2, bytes: audio, fields: good })).status).toBe(200);
});

test.each<[string, ChunkOptions]>([
  ['no file', { number: 1, total: 1 }],
  ['an empty file', { number: 1, total: 1, bytes: Buffer.alloc(0) }],
  ['a number beyond the total', { number: 3, total: 2, bytes: audio }],
  ['chunk zero', { number: 0, total: 2, bytes: audio }],
  ['a negative number', { number: -1, total: 2, bytes: audio }],
  ['no number', { number: '', total: 2, bytes: audio }],
  ['a checksum that is not one', { number: 1, total: 2, bytes: audio, fields: { checksum: 'abc' } }],
  ['an unknown field', { number: 1, total: 2, bytes: audio, fields: { speed: '2' } }],
  [
    'a duration that is not one',
    { number: 1, total: 2, bytes: audio, fields: { duration_in_seconds: 'long' } },
  ],
])('refuses %s', async (_, chunk) => {
  const { send, read } = await start();
  const answer = await send(chunk);
  expect(answer.status).toBe(400);
  expect(answer.body.message).toEqual(expect.any(String));
  expect((await read()).status).toBe('draft');
});

test('the total may grow with the recording; only the chunk that reaches it finalises', async () => {
  const { send, read } = await start();
  for (const [index, bytes] of parts.entries()) {
    expect((await read()).status).toBe(index === 0 ? 'draft' : 'uploading');
    const number = index + 1;
    const total = number === parts.length ? number : number + 1;
    expect((await send({ number, total, bytes })).status).toBe(200);
  }
  const meeting = (await settled(read)) as Awaited<ReturnType<typeof read>>;
  expect(meeting.metadata.recording).toMatchObject({ chunks: 3, sha256: sha256(audio) });
});

test('in strict mode the total may not change midway', async () => {
  const { part, send, read } = await start();
  await part(1);
  await world.post('/sandbox/switches', { strictTotals: true });
  const refused = await send({ number: 2, total: 4, bytes: audio });
  expect(refused).toMatchObject({ status: 400, body: { message: expect.stringContaining('total_chunks') } });
  expect((await part(2)).status).toBe(200);
  expect((await read()).status).toBe('uploading');
  await world.post('/sandbox/switches', { strictTotals: false });
  expect((await send({ number: 3, total: 3, bytes: parts[2] })).status).toBe(200);
});

test.each([undefined, {}, { strictTotals: 'yes' }, { strictTotals: true, other: 1 }])(
  'the switches accept nothing else: %j',
  async (body) => expect((await world.post('/sandbox/switches', body)).status).toBe(400),
);

test('duration and stop time of the last chunk are kept', async () => {
  const { send, read } = await start();
  const fields = { duration_in_seconds: '2', stop_time: '2025-01-15T10:30:00Z' };
  await send({ number: 1, total: 1, bytes: audio, fields });
  expect((await read()).metadata).toMatchObject({ duration_in_seconds: 2, stop_time: fields.stop_time });
});

test('what is not audio fails with a reason, and a new recording may follow', async () => {
  const { send, read } = await start();
  await send({ number: 1, total: 1, bytes: Buffer.from('this is not audio at all, whatever it says') });
  const failed = (await settled(read)) as Awaited<ReturnType<typeof read>>;
  expect(failed).toMatchObject({ status: 'failed', metadata: { processing_error: expect.any(String) } });
  expect((await send({ number: 1, total: 1, bytes: audio })).status).toBe(200);
  const meeting = await eventually(async () => {
    const current = await read();
    return current.status === 'finished' ? current : undefined;
  });
  expect(meeting.metadata).not.toHaveProperty('processing_error');
});

test('answers come from the notes where they mention the question', async () => {
  const { id, send, read } = await start({ type_id: 1 });
  const chat = { sentence: 'To-do: send the turnover overview', time: 1_705_312_800 };
  const numeric = world.sql('SELECT id FROM meetings WHERE uuid = ?', id)[0]?.id;
  await fetch(`${world.url}/api/meeting/${numeric}/chat`, {
    method: 'POST',
    headers: { authorization: `Bearer ${pat.owen}`, 'content-type': 'application/json' },
    body: JSON.stringify(chat),
  });
  await send({ number: 1, total: 1, bytes: audio });
  const meeting = (await settled(read)) as Awaited<ReturnType<typeof read>>;
  const turnover = meeting.questions.find(({ question }: { question: string }) =>
    question.includes('turnover'),
  );
  expect(turnover.answer).toContain(chat.sentence);
  expect(meeting.todos).toMatchObject([{ description: 'send the turnover overview', done: false }]);
});
