import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { CallWorld, type Recording, soundsOf as soundsAt } from '../../../testing/call-world.ts';
import { doubtMs } from './make-meeting.ts';

let world: CallWorld;
/** Calls that are over, each for one test. */
let left: Recording[];

beforeAll(async () => {
  world = await CallWorld.start();
  left = (await world.recordings()).filter(({ attributes }) => attributes.state === 'completed');
}, 60_000);
afterAll(() => world.stop());
afterEach(async () => {
  vi.useRealTimers();
  await world.clear();
});

function next(isWanted: (one: Recording) => boolean = () => true): Recording {
  const at = left.findIndex(isWanted);
  const [one] = left.splice(at, 1);
  if (at < 0 || !one) throw new Error('there are too few calls');
  return one;
}

interface Meeting {
  readonly name: string;
  readonly status: string;
  readonly attendees: readonly object[];
  readonly questions: readonly { readonly answer: string | null }[];
  readonly metadata: Record<string, unknown> & { readonly chat?: { sentence: string; time: number }[] };
}

const read = async (meeting: string) =>
  (await world.claritalk('ada', `/meetings/${meeting}?detail=true`)) as Meeting;

const countOf = (name: string) => world.meetings().filter((one) => one === name).length;

const soundsOf = (meeting: string, call: string) => soundsAt(world.admin.sandbox.url, meeting, call);

test('a call becomes a meeting with its sound and its answers, once, whoever asks', async () => {
  // Two parts, the second of which is a short one.
  const call = next(({ attributes }) => (attributes.duration ?? 0) > 540);
  const made = await world.make('ada', call.id, 'With sound');
  expect([made.status, made.body]).toEqual([
    200,
    {
      state: 'done',
      running: false,
      meeting: expect.any(String),
      by: 'Ada Verbruggen',
      own: true,
      sound: 'sent',
      parts: { sent: 2, total: 2 },
    },
  ]);
  const { meeting } = made.body;
  const [kept, own] = await soundsOf(meeting, call.id);
  expect(kept).toBe(own);
  await expect.poll(async () => (await read(meeting)).status).toBe('finished');
  const { attendees, questions, metadata } = await read(meeting);
  const caller = await world.callerOf(call);
  expect(attendees).toEqual([expect.objectContaining({ name: caller.name, email: caller.email })]);
  // The assistant leaves open what was not spoken about.
  expect(questions.filter(({ answer }) => answer).length).toBeGreaterThan(questions.length / 2);
  expect(metadata.source).toBe('courier');

  const again = await world.make('ada', call.id, 'Another name');
  expect([again.status, again.body.meeting]).toEqual([200, meeting]);
  expect([countOf('With sound'), countOf('Another name')]).toEqual([1, 0]);
});

test('several tabs at once make one meeting', async () => {
  const call = next();
  const answers = await Promise.all([1, 2, 3].map(() => world.make('ada', call.id, 'Tabs')));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(new Set(answers.map(({ body }) => body.meeting)).size).toBe(1);
  expect(countOf('Tabs')).toBe(1);
});

test('when the response to the meeting is lost it is found, and nothing is made twice', async () => {
  const call = next();
  await world.fault({ operation: 'saveMeeting', drop: true, afterProcessing: true });
  const made = await world.make('ada', call.id, 'Lost');
  expect([made.status, made.body.state, made.body.sound]).toEqual([200, 'done', 'sent']);
  expect(countOf('Lost')).toBe(1);
  const [kept, own] = await soundsOf(made.body.meeting, call.id);
  expect(kept).toBe(own);
});

test('one that may still arrive is not made again until it no longer can', async () => {
  const call = next();
  await world.fault({ operation: 'saveMeeting', drop: true, afterProcessing: false });
  const codes = [];
  const types = (await world.claritalk('ada', '/types/list')) as { id: number; is_default: boolean }[];
  const type = types.find(({ is_default }) => !is_default)?.id;
  for (let time = 0; time < 2; time += 1) {
    const wanted = { name: 'Doubtful', type };
    const { status, body } = await world.ask('ada', 'POST', `/${call.id}/meeting`, wanted);
    codes.push([status, body.refusal.code]);
  }
  expect(codes).toEqual([
    [409, 'call-unknown'],
    [409, 'call-unknown'],
  ]);
  const { body: shown } = await world.ask('ada', 'GET', `/${call.id}`);
  expect(shown.call.meeting).toMatchObject({ state: 'begun', running: false, meeting: null, own: true });
  expect(countOf('Doubtful')).toBe(0);
  vi.useFakeTimers({ now: Date.now() + doubtMs, toFake: ['Date'] });
  const made = await world.make('ada', call.id, 'Doubtful');
  expect([made.status, made.body.state]).toEqual([200, 'done']);
  expect(countOf('Doubtful')).toBe(1);
  // What was chosen at first holds, whoever continues.
  const { type_id } = (await world.claritalk('ada', `/meetings/${made.body.meeting}`)) as { type_id: number };
  expect(type_id).toBe(type);
});

test('parts whose responses are lost are sent again; the sound is the same to the byte', async () => {
  const call = next(({ attributes }) => (attributes.duration ?? 0) > 540);
  await world.fault({ operation: 'uploadAudioChunk', drop: true, afterProcessing: true, times: 2 });
  const made = await world.make('ada', call.id, 'Parts');
  expect([made.status, made.body.parts]).toEqual([200, { sent: 2, total: 2 }]);
  const [kept, own] = await soundsOf(made.body.meeting, call.id);
  expect(kept).toBe(own);
  expect(countOf('Parts')).toBe(1);
});

test('what has stopped is continued after a restart, by whoever began it or an admin', async () => {
  const call = next(({ attributes }) => (attributes.duration ?? 0) > 540);
  const { email } = await world.callerOf(call);
  for (const who of ['owen', 'nora'] as const) await world.meet(who, [{ name: 'Caller', email }]);
  await world.restart();
  // The second part fails as often as it is sent.
  await world.fault({ operation: 'uploadAudioChunk', delayMs: 0 });
  await world.fault({ operation: 'uploadAudioChunk', status: 503, times: 4 });
  const stopped = await world.make('owen', call.id, 'Stopped');
  expect([stopped.status, stopped.body.refusal.code]).toEqual([502, 'upstream-failed']);
  await world.clear();
  await world.restart();
  const { body: shown } = await world.ask('owen', 'GET', `/${call.id}`);
  expect(shown.call.meeting).toMatchObject({ state: 'begun', running: false, own: true, sound: 'pending' });
  // A colleague who sees the call sees who has begun, and cannot make another.
  const other = await world.make('nora', call.id, 'Mine');
  expect([other.status, other.body.refusal]).toEqual([
    409,
    { code: 'call-taken', values: { name: 'Owen Claessens' } },
  ]);
  const made = await world.make('owen', call.id, 'Stopped');
  expect([made.status, made.body.state]).toEqual([200, 'done']);
  const [kept, own] = await soundsOf(made.body.meeting, call.id);
  expect(kept).toBe(own);
  expect([countOf('Stopped'), countOf('Mine')]).toEqual([1, 0]);
}, 30_000);

test('without sound the transcription becomes lines of the chat, each once, in its order', async () => {
  const call = next();
  await world.admin.sandbox.post('/sandbox/switches', { callSound: false });
  await world.fault({ operation: 'appendChatMessage', drop: true, afterProcessing: true });
  const made = await world.make('ada', call.id, 'No sound');
  expect([made.status, made.body.state, made.body.sound]).toEqual([200, 'done', 'none']);
  const { metadata, attendees } = await read(made.body.meeting);
  const chat = metadata.chat ?? [];
  expect(chat.map(({ sentence }) => sentence)).toEqual(call.attributes.transcription?.split(' – '));
  const start = Math.floor(Date.parse(call.attributes['created-at']) / 1000);
  const times = chat.map(({ time }) => time);
  expect(times[0]).toBe(start);
  expect(times).toEqual([...new Set(times)].toSorted((one, other) => one - other));
  expect(times.at(-1)).toBeLessThan(start + (call.attributes.duration ?? 0));
  expect(attendees).toHaveLength(1);
  await world.make('ada', call.id, 'No sound');
  expect((await read(made.body.meeting)).metadata.chat).toEqual(chat);
  expect(countOf('No sound')).toBe(1);
});

test('a line that may still arrive is not added again until it no longer can', async () => {
  const call = next();
  await world.admin.sandbox.post('/sandbox/switches', { callSound: false });
  await world.fault({ operation: 'appendChatMessage', drop: true, afterProcessing: false });
  for (let time = 0; time < 2; time += 1) {
    const { status, body } = await world.make('ada', call.id, 'Slow line');
    expect([status, body.refusal.code]).toEqual([409, 'call-unknown']);
  }
  vi.useFakeTimers({ now: Date.now() + doubtMs, toFake: ['Date'] });
  const made = await world.make('ada', call.id, 'Slow line');
  const { metadata } = await read(made.body.meeting);
  expect(metadata.chat?.map(({ sentence }) => sentence)).toEqual(call.attributes.transcription?.split(' – '));
  expect(countOf('Slow line')).toBe(1);
});

test('nothing is made of a call that is not over, has nothing, or whose sound cannot be asked for now', async () => {
  const [running] = (await world.recordings()).filter(({ attributes }) => attributes.state === 'inprogress');
  const codeOf = async (id: string) => {
    const { status, body } = await world.make('ada', id, 'Nothing');
    return [status, body.refusal?.code];
  };
  expect(await codeOf(running?.id ?? '')).toEqual([409, 'call-recording']);
  const call = next();
  await world.fault({ operation: 'courier.downloadVoiceRecording', status: 503 });
  expect(await codeOf(call.id)).toEqual([502, 'upstream-failed']);
  await world.admin.sandbox.post('/sandbox/switches', { callSound: false });
  world.change('voice-recordings', call.id, { transcription: '' });
  expect(await codeOf(call.id)).toEqual([409, 'call-empty']);
  // Claritalk refuses the meeting: anyone may begin again.
  await world.clear();
  await world.fault({ operation: 'saveMeeting', status: 400 });
  expect(await codeOf(call.id)).toEqual([400, 'upstream-refused']);
  expect(countOf('Nothing')).toBe(0);
  const { body: shown } = await world.ask('ada', 'GET', `/${call.id}`);
  expect(shown.call.meeting).toBeNull();
  expect(await codeOf(call.id)).toEqual([200, undefined]);
  expect(countOf('Nothing')).toBe(1);
});
