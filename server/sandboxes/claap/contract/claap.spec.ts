import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as rows from '#contract/claap/recordings.ts';
import { claap as system } from '#contract/claap/system.ts';
import { operations } from '#contract/claap/table.ts';
import { webhookDelivery } from '#contract/claap/webhooks.ts';
import type { ConnectedOperation } from '#contract/system.ts';
import { golden } from '#contract/testing/golden.ts';
import { portOf } from '../../../lib/port-of.ts';
import { type Request, SystemWorld } from '../../lib/testing/system-world.ts';
import { claap } from '../claap.ts';
import { key } from '../credentials.ts';

/** A busy machine takes its time. */
const patiently = { timeout: 15_000 };

const world = new SystemWorld(claap, { 'x-claap-key': key }, { hookRepeatedAfterMs: [0, 60_000, 300_000] });

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 4, 4, 9) });
  await world.start();
});
afterAll(async () => {
  await world.destroy();
  vi.useRealTimers();
});
// Nobody's quota is used up by another test.
beforeEach(() => world.system.resetLimits());

const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);

async function ask(operation: ConnectedOperation, request?: Request) {
  const { status, body } = await world.call(operation, request);
  expect([status, v.safeParse(operation.response, body).issues]).toEqual([200, undefined]);
  return body.result;
}

async function refused(operation: ConnectedOperation, request?: Request) {
  const { status, body } = await world.call(operation, request);
  expect(system.errorForms.every(({ schema }) => v.is(schema, body))).toBe(true);
  return [status, body.error.type, body.error.message, body.error.path];
}

const author = 'ada@sandbox.test';
const create = async (more: object = {}) =>
  (await ask(rows.createRecording, { body: { authorEmail: author, title: 'A meeting', ...more } })).recording;
const get = async (recordingId: string) =>
  (await ask(rows.getRecording, { params: { recordingId } })).recording;

const sha256 = (text: string, encoding: 'hex' | 'base64') =>
  createHash('sha256').update(text).digest(encoding);

const put = (url: string, body: string, headers: Record<string, string> = {}) =>
  world.send(url, { method: 'PUT', body, headers: { 'content-type': 'audio/webm', ...headers } });
const putTranscript = (url: string, transcript: object) =>
  put(url, JSON.stringify({ transcript }), { 'content-type': 'application/json' });

const spoken = {
  langIso2: 'fr',
  segments: [
    { speakerId: '1', start: 0.5, end: 1.5, text: 'Bonjour !' },
    { speakerId: '2', start: 2.1, end: 2.9, text: 'Hello' },
  ],
  speakers: [{ speakerId: '1', name: 'Éric' }],
};

it('each row responds to its golden request as documented', async () => {
  const golden1 = golden(rows.createRecording.body, 'full') as Record<string, unknown>;
  const body = {
    ...golden1,
    authorEmail: author,
    channelId: 'channel-clients',
    deal: { id: '1', type: 'hubspot' },
  };
  const { recording } = await ask(rows.createRecording, { body: { ...body, downloadUrl: undefined } });
  expect((await put(recording.upload.url, 'sound')).status).toBe(200);
  expect((await putTranscript(recording.upload.metaUrl, spoken)).status).toBe(200);
  pass(3000);
  const query = golden(rows.listRecordings.query, 'required');
  const { recordings } = await ask(rows.listRecordings, { query });
  expect(recordings[0].id).toBe(recording.id);
  const params = { recordingId: recording.id };
  await ask(rows.getRecording, { params });
  expect(await ask(rows.getRecordingTranscript, { params, query: { lang: 'fr' } })).toEqual({
    transcript: spoken,
  });
  await ask(rows.deleteRecording, { params });
  expect((await refused(rows.getRecording, { params })).slice(0, 2)).toEqual([404, 'not_found']);
  expect(operations).toHaveLength(7);
});

it('a recording is empty, uploaded, and ready after three seconds; its bytes are those that were sent', async () => {
  const made = await create();
  expect(made).toMatchObject({ state: 'Empty', recorder: { name: 'Ada Verbruggen', email: author } });
  const answer = await put(made.upload.url, 'the sound', {
    'content-type': 'audio/webm;codecs=opus',
    'x-amz-checksum-sha256': sha256('the sound', 'base64'),
  });
  expect([answer.status, answer.headers.get('etag')]).toEqual([200, `"${sha256('the sound', 'hex')}"`]);
  expect((await get(made.id)).state).toBe('Uploaded');
  pass(2999);
  expect((await get(made.id)).state).toBe('Uploaded');
  pass(1);
  const ready = await get(made.id);
  expect(ready).toMatchObject({ state: 'Ready', durationSeconds: 1, transcripts: [{ langIso2: 'en' }] });
  expect(ready.upload).toBeUndefined();
  const file = await world.send(ready.video.url, {});
  expect([file.headers.get('content-type'), file.bytes.toString()]).toEqual(['audio/webm', 'the sound']);
  expect((await put(made.upload.url, 'again')).status).toBe(403);
});

it('one whose name begins with fail. fails', async () => {
  const made = await create({ title: 'fail.webm' });
  await put(made.upload.url, 'the sound');
  pass(3000);
  expect((await get(made.id)).state).toBe('Failed');
  expect((await world.call(rows.getRecordingTranscript, { params: { recordingId: made.id } })).status).toBe(
    404,
  );
});

it('where a transcript was announced nothing continues until both have come, in either order', async () => {
  for (const soundFirst of [true, false]) {
    const made = await create({ transcript: { type: 'upload' } });
    const legs = [() => put(made.upload.url, 'x'), () => putTranscript(made.upload.metaUrl, spoken)];
    const [first, second] = soundFirst ? legs : legs.toReversed();
    await first!();
    pass(60_000);
    expect((await get(made.id)).state).toBe('Empty');
    await second!();
    pass(3000);
    expect(await get(made.id)).toMatchObject({
      state: 'Ready',
      durationSeconds: 3,
      keyTakeaways: [{ langIso2: 'fr', text: 'Bonjour !' }],
    });
  }
});

describe('an upload is refused', () => {
  it.each([
    ['with another checksum', { 'x-amz-checksum-sha256': sha256('other', 'base64') }, 'x', 400],
    ['of another format', { 'content-type': 'audio/ogg' }, 'x', 400],
    ['without a byte', {}, '', 400],
  ])('%s', async (_, headers, body, status) => {
    const made = await create();
    expect((await put(made.upload.url, body, headers)).status).toBe(status);
    expect((await get(made.id)).state).toBe('Empty');
    expect((await put(made.upload.url, 'x')).status).toBe(200);
  });

  it('with another signature, after a day, or where no transcript was announced', async () => {
    const made = await create();
    const transcript = made.upload.url.replace('/payload', '/transcript');
    expect((await put(made.upload.url.replace(/signature=.*/, 'signature=guessed'), 'x')).status).toBe(403);
    expect((await putTranscript(transcript, spoken)).status).toBe(403);
    pass(24 * 3_600_000);
    expect((await put(made.upload.url, 'x')).status).toBe(403);
  });

  it('of a transcript that ends before it begins', async () => {
    const made = await create({ transcript: { type: 'upload' } });
    const wrong = { segments: [{ speakerId: '1', start: 2, end: 1, text: 'Hello' }] };
    const { status, body } = await putTranscript(made.upload.metaUrl, wrong);
    expect([status, body.error.path]).toEqual([400, ['transcript', 'segments', '0', 'end']]);
  });
});

it('fifty can be created in thirty days, also when they are never filled; a deleted one counts', async () => {
  const first = await create();
  await ask(rows.deleteRecording, { params: { recordingId: first.id } });
  for (let at = 1; at < 50; at++) await create();
  const body = { authorEmail: author };
  expect(await refused(rows.createRecording, { body })).toEqual([
    400,
    'quota_exceeded',
    'At most 50 recordings can be created in 30 days',
    undefined,
  ]);
  await create({ authorEmail: 'owen@sandbox.test' });
  pass(30 * 24 * 3_600_000);
  await create();
});

it('seventeen of the fifty are used by one of the firm from the start', async () => {
  const other = new SystemWorld(claap, { 'x-claap-key': key });
  await other.start();
  for (let at = 17; at < 50; at++) {
    expect((await other.call(rows.createRecording, { body: { authorEmail: author } })).status).toBe(200);
  }
  expect((await other.call(rows.createRecording, { body: { authorEmail: author } })).status).toBe(400);
  await other.destroy();
});

it.each([
  ['no author', { authorEmail: undefined }, [400, 'validation_error', 'Required', ['authorEmail']]],
  [
    'an author from elsewhere',
    { authorEmail: 'a@example.org' },
    [404, 'not_found', 'Author not found', ['authorEmail']],
  ],
  ['a folder that is not there', { channelId: 'x' }, [404, 'not_found', 'Channel not found', ['channelId']]],
  [
    'a deal of another CRM',
    { meeting: {}, deal: { id: '1', type: 'attio' } },
    [400, 'validation_error', 'The workspace is not connected to this CRM', ['deal', 'type']],
  ],
])('creating with %s is refused', async (_, more, error) => {
  expect(await refused(rows.createRecording, { body: { authorEmail: author, ...more } })).toEqual(error);
});

it('without the key there is no response; a fault is an error in the form of all', async () => {
  const wrong = await refused(rows.listRecordings, { headers: { 'x-claap-key': 'another' } });
  expect(wrong.slice(0, 2)).toEqual([401, 'unauthorized']);
  world.faults.add({ operation: 'claap.listRecordings', times: 1, retryAfter: 3, afterProcessing: false });
  const limited = await world.call(rows.listRecordings);
  expect([limited.status, limited.headers.get('retry-after'), limited.body.error.type]).toEqual([
    429,
    '3',
    'too_many_requests',
  ]);
});

it.each(['created', 'duration', 'title'])(
  'pages by %s have all exactly once, in order, while others come',
  async (by) => {
    for (const direction of ['asc', 'desc']) {
      const sort = `${by}_${direction}`;
      const { recordings: all } = await ask(rows.listRecordings, {
        query: { sort, limit: 100, recorderEmail: 'owen@sandbox.test' },
      });
      const walked: string[] = [];
      let cursor: string | undefined;
      do {
        const query = { sort, limit: 2, cursor, recorderEmail: 'owen@sandbox.test' };
        const page = await ask(rows.listRecordings, { query });
        walked.push(...page.recordings.map(({ id }: { id: string }) => id));
        cursor = page.pagination.nextCursor ?? undefined;
        await create();
      } while (cursor);
      expect(walked.length).toBeGreaterThan(4);
      expect(walked).toEqual(all.map(({ id }: { id: string }) => id));
    }
  },
);

it('recordings are filtered by folder, label, time and who recorded them', async () => {
  const made = await create({ channelId: 'channel-training' });
  const ids = async (query: object) =>
    (await ask(rows.listRecordings, { query })).recordings.map(({ id }: { id: string }) => id);
  expect(await ids({ channelId: 'channel-training' })).toEqual([made.id]);
  const now = new Date().toISOString();
  expect(await ids({ createdAfter: now })).toEqual([]);
  expect(await ids({ createdBefore: now, channelId: 'channel-training' })).toEqual([]);
  expect(await ids({ labels: 'quarter,no-such' })).toEqual([]);
  expect((await ids({ labels: 'quarter', limit: 100 })).length).toBe(8);
  expect(await ids({ recorderId: 'user-3', channelId: 'channel-training' })).toEqual([]);
  expect((await refused(rows.listRecordings, { query: { cursor: 'x' } }))[3]).toEqual(['cursor']);
});

describe('webhooks', () => {
  const deliveries: { headers: IncomingHttpHeaders; body: ReturnType<typeof JSON.parse> }[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (part) => {
      text += part;
    });
    request.on('end', () => {
      deliveries.push({ headers: request.headers, body: JSON.parse(text) });
      response.writeHead(status).end();
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve());
    });
    const url = `http://127.0.0.1:${portOf(server)}/hook`;
    world.system.happen({ happens: 'hook_registered', url, secret: 'agreed' });
  });
  afterAll(() => server.close());

  const told = (count: number) => vi.waitFor(() => expect(deliveries).toHaveLength(count), patiently);

  it('tell of what came and what became of it, with the secret', async () => {
    deliveries.length = 0;
    const made = await create();
    await put(made.upload.url, 'sound');
    await told(1);
    pass(3000);
    await get(made.id);
    await told(2);
    expect(deliveries.map(({ body }) => [body.event.type, body.event.recording.state])).toEqual([
      ['recording_added', 'Uploaded'],
      ['recording_updated', 'Ready'],
    ]);
    for (const { headers, body } of deliveries) {
      expect(headers).toMatchObject({
        'x-claap-webhook-secret': 'agreed',
        'content-type': 'application/json',
      });
      expect(headers['x-claap-webhook-id']).toEqual(expect.any(String));
      expect(v.is(webhookDelivery, body)).toBe(true);
      expect(JSON.stringify(body)).not.toContain('signature');
    }
  });

  it('come again at once, after a minute and after five, with the same id, and then no more', async () => {
    deliveries.length = 0;
    status = 500;
    const made = await create();
    await put(made.upload.url, 'sound');
    await told(2);
    for (const [wait, count] of [
      [60_000, 3],
      [300_000, 4],
    ] as const) {
      // The outcome of the delivery before is known when the next one waits.
      await vi.waitFor(async () => {
        pass(wait);
        await get(made.id);
        const own = deliveries.filter(({ body }) => body.event.type === 'recording_added');
        expect(own.length).toBeGreaterThanOrEqual(count);
      }, patiently);
    }
    status = 200;
    const own = deliveries.filter(({ body }) => body.event.type === 'recording_added');
    expect(new Set(own.map(({ body }) => body.eventId)).size).toBe(1);
    expect(own).toHaveLength(4);
  });

  it('tell nothing of a private recording, nor of any when they are removed', async () => {
    const made = await create({ channelId: 'channel-partners' });
    await put(made.upload.url, 'sound');
    pass(3000);
    expect((await get(made.id)).state).toBe('Ready');
    const url = `http://127.0.0.1:${portOf(server)}/hook`;
    world.system.happen({ happens: 'hook_removed', url });
    const other = await create();
    await put(other.upload.url, 'sound');
    expect((await get(other.id)).state).toBe('Uploaded');
    // It ends when nothing is in progress any longer.
    await world.stop();
    await world.start();
    const told = new Set(deliveries.map(({ body }) => body.event.recording.id));
    expect([told.has(made.id), told.has(other.id)]).toEqual([false, false]);
    expect(() => world.system.happen({ happens: 'hook_removed', url })).toThrow('no such webhook');
    const elsewhere = { happens: 'hook_registered', url: 'https://example.org', secret: 's' };
    expect(() => world.system.happen(elsewhere)).toThrow('this machine only');
  });

  it('a payload is fetched from this machine alone, and the recording fails elsewhere', async () => {
    const files = createServer((_, response) =>
      response.writeHead(200, { 'content-type': 'audio/mpeg' }).end('mp3'),
    );
    await new Promise<void>((resolve) => {
      files.listen(0, '127.0.0.1', () => resolve());
    });
    const here = await create({ downloadUrl: `http://127.0.0.1:${portOf(files)}/a.mp3` });
    expect(here.upload).toBeUndefined();
    await vi.waitFor(async () => expect((await get(here.id)).state).toBe('Uploaded'), patiently);
    const elsewhere = await create({ downloadUrl: 'https://example.org/a.mp3' });
    await vi.waitFor(async () => expect((await get(elsewhere.id)).state).toBe('Failed'), patiently);
    files.close();
  });
});
