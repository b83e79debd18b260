import { expect, it } from 'vitest';
import * as calls from '#contract/courier/calls.ts';
import * as telephone from '#contract/courier/telephone.ts';
import * as video from '#contract/courier/video.ts';
import { change, create, openCompany } from './company.ts';

const company = openCompany();
const luc = () => company.individualOf('lucvanhecke@example.test');

const minutes = (count: number) => count * 60_000;

async function recordings(query: object = {}) {
  const all = { 'organization-id': await company.organization(), ...query };
  return (await company.ask(telephone.listVoiceRecordings, { query: all })).data;
}

it('forty calls were recorded, all but the current one with a transcript', async () => {
  const all = await recordings();
  expect(all).toHaveLength(40);
  const done = await recordings({ 'filter[states]': 'completed' });
  expect(done).toHaveLength(39);
  for (const { attributes } of done) {
    expect(attributes.transcription.length).toBeGreaterThan(80);
    expect(attributes.duration).toBeGreaterThanOrEqual(35);
  }
  const last = await recordings({ 'page[limit]': 10, 'page[offset]': 35 });
  expect(last.map(({ id }: { id: string }) => id)).toEqual(all.slice(35).map(({ id }: { id: string }) => id));
  const running = await recordings({ 'filter[states]': ['inprogress'] });
  expect(running[0].attributes).toMatchObject({ transcription: null, duration: null });
  const days = new Set(
    done.map((one: { attributes: { 'created-at': string } }) => one.attributes['created-at'].slice(0, 7)),
  );
  expect(days.size).toBeGreaterThanOrEqual(5);
});

it('a recording has no sound until the sandbox is configured to; then it can be fetched in parts, and is counted', async () => {
  const [recording] = await recordings({ 'filter[states]': 'completed' });
  const params = { id: recording.id };
  expect((await company.call(telephone.downloadVoiceRecording, { params })).status).toBe(404);
  company.world.settings.callSound = true;
  const whole = await company.call(telephone.downloadVoiceRecording, { params });
  expect(whole.bytes.length).toBe(44 + 8000 * recording.attributes.duration);
  const headers = { range: 'bytes=0-3' };
  const part = await company.call(telephone.downloadVoiceRecording, { params, headers });
  expect([part.status, part.bytes.toString(), part.headers.get('content-range')]).toEqual([
    206,
    'RIFF',
    `bytes 0-3/${whole.bytes.length}`,
  ]);
  const beyond = { range: `bytes=${whole.bytes.length}-` };
  expect((await company.call(telephone.downloadVoiceRecording, { params, headers: beyond })).status).toBe(
    416,
  );
  const after = await company.ask(telephone.getVoiceRecording, { params });
  expect(after.data.attributes['download-count']).toBe(3);
});

it('a conference starts, continues and ends, and the dialled call with it', async () => {
  const body = create('voice-conferences', {});
  const { data } = await company.ask(calls.createVoiceConference, { body });
  const state = async () =>
    (await company.ask(calls.getVoiceConference, { params: { id: data.id } })).data.attributes.state;
  expect(await state()).toBe('created');
  company.pass(750);
  expect(await state()).toBe('running');
  company.pass(750);
  expect(await state()).toBe('completed');
  const query = { 'organization-id': await company.organization(), 'filter[conference-id]': data.id };
  const logs = await company.ask(calls.listVoiceDialLogs, { query });
  expect(logs.data[0].attributes).toMatchObject({ status: 'completed', 'call-duration': 60 });
});

it('a call’s waiting time grows, and a task counts the calls that wait', async () => {
  const query = { 'organization-id': await company.organization() };
  const settings = await company.ask(telephone.listVoiceSettings, { query });
  const id = settings.data.at(-1).id;
  const waiting = async () => {
    const { data } = await company.ask(telephone.listVoiceQueueEntries, { query: { 'setting-id': id } });
    return data.map((one: { attributes: { 'queue-time': number } }) => one.attributes['queue-time']);
  };
  const before = await waiting();
  company.pass(10_000);
  expect(await waiting()).toEqual(before.map((seconds: number) => seconds + 10));
  const body = { method: 'refresh_queue_entries' };
  const task = await company.ask(telephone.runVoiceSettingTask, { params: { id }, body });
  expect(task.data).toMatchObject({ type: 'voice-tasks', attributes: { state: 'created', setting: { id } } });
  company.pass(1500);
  const done = await company.ask(telephone.getVoiceTask, { params: { id: task.data.id } });
  expect(done.data.attributes).toMatchObject({ state: 'completed', result: { refreshed: 3 } });
});

async function planned(attributes: object) {
  const body = create('video-channels', { type: 'direct', participants: [await luc()], ...attributes });
  return (await company.ask(video.createVideoChannel, { body })).data;
}

const stateOf = async (id: string) =>
  (await company.ask(video.getVideoChannel, { params: { id } })).data.attributes['channel-state'];

it('a planned video call opens five minutes before, and ends automatically', async () => {
  const start = new Date(Date.now() + minutes(60)).toISOString();
  const { id, attributes } = await planned({ appointment: { start, duration: 1800 } });
  expect(attributes).toMatchObject({ 'channel-state': 'scheduled', 'max-participants': 4 });
  expect(attributes.participants.map((one: { 'first-name': string }) => one['first-name'])).toEqual([
    'Ada',
    'Luc',
  ]);
  company.pass(minutes(55) - 1);
  expect(await stateOf(id)).toBe('scheduled');
  company.pass(1);
  expect(await stateOf(id)).toBe('open');
  company.pass(minutes(35) - 1);
  expect(await stateOf(id)).toBe('open');
  company.pass(1);
  expect(await stateOf(id)).toBe('terminated');
});

it('a rescheduled video call opens and ends at its new time', async () => {
  const at = (count: number) => new Date(Date.now() + minutes(count)).toISOString();
  const { id } = await planned({ appointment: { start: at(60), duration: 1800 } });
  const body = change('video-channels', id, { 'appointment-start': at(120) });
  const moved = await company.ask(video.updateVideoChannel, { params: { id }, body });
  expect(moved.data.attributes.appointment).toMatchObject({ duration: 1800 });
  company.pass(minutes(100));
  expect(await stateOf(id)).toBe('scheduled');
  company.pass(minutes(15));
  expect(await stateOf(id)).toBe('open');
});

it('people join an open call; once it ends, its recording is created, and its encounter can be finalised once', async () => {
  const { id } = await planned({ recorded: true });
  company.pass(2000);
  const open = await company.ask(video.getVideoChannel, { params: { id } });
  expect(open.data.attributes.participants[1]).toMatchObject({
    status: 'connected',
    'account-type': 'participant',
  });
  const early = await company.refused(video.finalizeEncounter, { params: { id }, body: {} });
  expect(early.errors[0].detail).toBe('The call has not ended yet.');
  company.pass(58_000);
  const ended = await company.ask(video.terminateVideoChannel, { params: { id }, body: {} });
  expect(ended.data.attributes).toMatchObject({ 'channel-state': 'terminated', duration: 60 });
  expect((await company.call(video.terminateVideoChannel, { params: { id }, body: {} })).status).toBe(400);
  const composition = async () => {
    const { data } = await company.ask(video.listVideoCompositions, { query: { 'video-channel-id': id } });
    return data[0].attributes;
  };
  expect(await composition()).toMatchObject({ 'processing-pct': 0, status: 'started' });
  company.pass(2000);
  expect(await composition()).toMatchObject({ 'processing-pct': 100, status: 'completed', duration: 60 });
  const final = await company.ask(video.finalizeEncounter, { params: { id }, body: {} });
  expect(final.data.attributes['encounter-id']).toEqual(expect.any(String));
  expect((await company.call(video.finalizeEncounterV2, { params: { id }, body: {} })).status).toBe(400);
});

it('participants are muted and disconnected; nobody else is', async () => {
  const { id, attributes } = await planned({});
  const [, client] = attributes.participants;
  const body = { participants: [{ id: client.id, 'audio-state': 'muted' }] };
  const muted = await company.ask(video.setParticipantAudioStates, { params: { id }, body });
  expect(muted.data.attributes.participants[1]['audio-state']).toBe('muted');
  const other = await planned({});
  const elsewhere = await company.refused(video.setParticipantAudioStates, {
    params: { id: other.id },
    body,
  });
  expect(elsewhere.errors[0].source.pointer).toBe('/participants/0/id');
  const gone = change('video-participants', client.id, { disconnected: true });
  const after = await company.ask(video.updateVideoParticipant, { params: { id: client.id }, body: gone });
  expect(after.data.attributes).toMatchObject({ disconnected: true, status: 'disconnected' });
  const back = change('video-participants', client.id, { disconnected: false });
  expect(
    (await company.call(video.updateVideoParticipant, { params: { id: client.id }, body: back })).status,
  ).toBe(400);
});

it('video calls are listed for participants, by state', async () => {
  const list = async (individual: string, states: string[]) => {
    const query = { 'individual-id': individual, 'filter[states]': states };
    const { data } = await company.ask(video.listVideoChannels, { query });
    return data.length;
  };
  const nobody = await company.individualOf('marieke.smits@peeters-vandamme.test');
  expect(await list(nobody, ['open', 'scheduled', 'terminated'])).toBe(0);
  expect(await list(await luc(), ['open'])).toBeGreaterThan(0);
});
