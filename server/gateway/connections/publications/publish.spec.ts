import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicationLimits } from '#contract/claap/publications.ts';
import { digestOf, PublishWorld, sha256, webm } from '../../testing/publish-world.ts';

let world: PublishWorld;
beforeAll(async () => {
  world = await PublishWorld.start();
});
afterAll(() => world.stop());

const small = webm(100_000);
const codeOf = ({ status, body }: { status: number; body: { refusal?: { code: string } } }) => [
  status,
  body.refusal?.code,
];
const until = (id: string, ...states: string[]) =>
  expect.poll(() => world.stateOf('ada', id), { timeout: 20_000, interval: 20 }).toBeOneOf(states);

/** Begins, hands over and publishes. Returns its id. */
async function published(file = small, more: object = {}): Promise<string> {
  const { id } = await world.begin('ada', file, more);
  await world.hand('ada', id, file);
  await world.publish('ada', id);
  return id;
}

/** What the sandbox has of a publication: not deleted, with its state and the digest of its bytes. */
const there = (id: string) =>
  world
    .recordings(`Annual accounts ${id}`)
    .flatMap(({ state, sha256: digest, deleted }) => (deleted === 0 ? [[state, digest]] : []));

test('a file of several parts arrives byte for byte, once, with everything that was said of it', async () => {
  const file = webm(2 * publicationLimits.part + 12_345);
  const said = {
    channelId: 'channel-clients',
    startedAt: '2030-01-31T09:30:00Z',
    endedAt: '2030-01-31T10:00:00Z',
    deal: { id: '7', type: 'hubspot' },
    transcript: { segments: [{ start: 1, end: 2, speakerId: 'n', text: 'Note: the bank' }] },
  };
  const { id, content, started } = await world.begin('ada', file, said);
  expect(started.body).toMatchObject({ state: 'receiving', received: 0, author: 'ada@sandbox.test' });
  // The same again is the same publication.
  expect((await world.ask('ada', 'PUT', `/${id}`, content)).body).toEqual(started.body);
  const other = await world.ask('ada', 'PUT', `/${id}`, { ...content, title: 'Another' });
  expect(codeOf(other)).toEqual([409, 'key-used']);
  expect(codeOf(await world.publish('ada', id))).toEqual([409, 'publication-unfinished']);
  await world.hand('ada', id, file);
  expect(there(id)).toEqual([]);
  expect(statSync(world.spool).mode & 0o777).toBe(0o700);
  expect(statSync(join(world.spool, id)).mode & 0o777).toBe(0o600);
  expect((await world.publish('ada', id)).body.state).toBe('sending');
  // Pressed twice.
  await world.publish('ada', id);
  await until(id, 'ready');
  expect(there(id)).toEqual([['Ready', sha256(file)]]);
  const [kept] = world.recordings(`Annual accounts ${id}`);
  expect(JSON.parse(kept?.details ?? '')).toMatchObject({
    meeting: {
      startedAt: said.startedAt,
      endedAt: said.endedAt,
      participants: [{ name: 'Ada', email: 'ada@example.org' }],
    },
    deal: said.deal,
  });
  expect([kept?.author, JSON.parse(kept?.transcript ?? '').segments]).toEqual([
    'ada@sandbox.test',
    said.transcript.segments,
  ]);
  expect(readdirSync(world.spool)).toEqual([]);
  const { body } = await world.ask('ada', 'GET', `/${id}`);
  expect(body).toMatchObject({ followed: true, sent: file.length, recording: { id: kept?.id } });
  expect(body.recording.url).toContain(kept?.id);
  const { entries } = (await world.admin.ask(world.people.ada, 'GET', '/ledger?system=claap')).body;
  expect(entries.filter((entry: { key: string }) => entry.key === id)).toMatchObject([
    { operation: 'createRecording', state: 'done', meetings: [started.body.meeting] },
  ]);
});

describe('parts', () => {
  test('count once, in order, and only as they were sent', async () => {
    const { id } = await world.begin('ada', small);
    const step = (offset: number, length: number, digest?: string) =>
      world.part('ada', id, small, offset, { length, ...(digest === undefined ? {} : { digest }) });
    const other = `sha-256=:${'A'.repeat(43)}=:`;
    expect(codeOf(await step(0, 50_000, other))).toEqual([422, 'part-damaged']);
    expect((await world.ask('ada', 'GET', `/${id}`)).body.received).toBe(0);
    expect((await step(50_000, 50_000)).status).toBe(409);
    expect((await step(0, 50_000)).body).toEqual({ received: 50_000 });
    expect((await step(0, 50_000)).body).toEqual({ received: 50_000 });
    expect((await step(40_000, 20_000)).status).toBe(409);
    expect((await step(50_000, 50_000)).body).toEqual({ received: 100_000 });
    await world.publish('ada', id);
    await until(id, 'ready');
    expect(there(id)).toEqual([['Ready', sha256(small)]]);
  });

  test('one that breaks off leaves nothing that counts', async () => {
    const { id } = await world.begin('ada', small);
    await world.part('ada', id, small, 0, { length: 60_000 });
    const broken = request(`${world.admin.url}/admin/publications/${id}/parts/60000`, {
      method: 'PUT',
      agent: new Agent(),
      headers: {
        ...world.headers('ada'),
        'content-length': 40_000,
        'content-digest': digestOf(small.subarray(60_000)),
      },
    });
    broken.write(new Uint8Array(10_000).fill(7), () => broken.destroy());
    await once(broken, 'error');
    await expect.poll(async () => (await world.part('ada', id, small, 60_000)).status).toBe(200);
    await world.publish('ada', id);
    await until(id, 'ready');
    expect(there(id)).toEqual([['Ready', sha256(small)]]);
  });

  test('a format that is not accepted, by its content, is refused with the first part, and forgotten', async () => {
    const pdf = new TextEncoder().encode(`%PDF-1.7${'x'.repeat(5_000)}`);
    const { id } = await world.begin('ada', pdf);
    expect(codeOf(await world.part('ada', id, pdf, 0))).toEqual([415, 'format-refused']);
    expect([await world.stateOf('ada', id), readdirSync(world.spool)]).toEqual(['cancelled', []]);
  });
});

describe('who', () => {
  test('a member only where the connection is open to all, of a meeting that they may read, as themselves', async () => {
    expect(codeOf((await world.begin('owen', small)).started)).toEqual([403, 'connection-closed']);
    await world.open(true);
    const hidden = (await world.begin('owen', small, { meeting: randomUUID() })).started;
    expect(codeOf(hidden)).toEqual([403, 'meeting-hidden']);
    const named = (await world.begin('owen', small, { authorEmail: 'ada@sandbox.test' })).started;
    expect(codeOf(named)).toEqual([400, 'field-unknown']);
    const { id, started } = await world.begin('owen', small);
    expect(started.body.author).toBe('owen@sandbox.test');
    await world.hand('owen', id, small);
    // An admin sees it, but hands over nothing in its name.
    expect(await world.stateOf('ada', id)).toBe('receiving');
    expect(codeOf(await world.part('ada', id, small, 0))).toEqual([404, 'publication-missing']);
    await world.open(false);
    expect(codeOf(await world.publish('owen', id))).toEqual([403, 'connection-closed']);
    await world.open(true);
    await world.publish('owen', id);
    await until(id, 'ready');
    expect(world.recordings(`Annual accounts ${id}`).map(({ author }) => author)).toEqual([
      'owen@sandbox.test',
    ]);
    const own = await published();
    expect(codeOf(await world.ask('owen', 'GET', `/${own}`))).toEqual([404, 'publication-missing']);
    const { publications } = (await world.ask('owen', 'GET')).body;
    expect(publications.map((one: { id: string }) => one.id)).toEqual([id]);
    await world.open(false);
  });

  test('one’s quota is what one has created in thirty days, here or at Claap', async () => {
    const meeting = await world.meet('ada');
    const before = (await world.ask('ada', 'GET', `/meetings/${meeting}`)).body;
    expect(before).toMatchObject({ author: 'ada@sandbox.test', quota: { of: 50, days: 30, freeAt: null } });
    expect(before.folders).toContainEqual({ id: 'channel-clients', name: 'Client meetings' });
    const id = await published(small, { meeting });
    await until(id, 'ready');
    const after = (await world.ask('ada', 'GET', `/meetings/${meeting}`)).body;
    expect(after.quota.used).toBe(before.quota.used + 1);
    expect(after.publications.map((one: { id: string }) => one.id)).toEqual([id]);
  });
});

describe('an address that an admin has set', () => {
  const everyone = '00000000-0000-0000-0000-000000000000';
  const set = (person: string, id: string | null, who: 'ada' | 'owen' = 'ada') =>
    world.admin.ask(world.people[who], 'PUT', `/connections/claap/links/${person}`, { body: { id } });
  const authorOf = async (who: 'ada' | 'owen') => {
    const { started } = await world.begin(who, small);
    await world.ask(who, 'DELETE', `/${started.body.id}`);
    return started.body.author;
  };

  test('is the author of what they publish, and counts against that address; one’s own precedes that of everyone', async () => {
    await world.open(true);
    const { sandbox } = world.admin;
    expect((await set(everyone, 'nora@sandbox.test')).status).toBe(204);
    expect((await set(sandbox.accountUuid('owen'), 'ada@sandbox.test')).status).toBe(204);
    expect([await authorOf('ada'), await authorOf('owen')]).toEqual([
      'nora@sandbox.test',
      'ada@sandbox.test',
    ]);
    const meeting = await world.meet('ada');
    const before = (await world.ask('ada', 'GET', `/meetings/${meeting}`)).body;
    const id = await published(small, { meeting });
    await until(id, 'ready');
    expect(world.recordings(`Annual accounts ${id}`).map(({ author }) => author)).toEqual([
      'nora@sandbox.test',
    ]);
    const after = (await world.ask('ada', 'GET', `/meetings/${meeting}`)).body;
    expect([before.author, after.quota.used - before.quota.used]).toEqual(['nora@sandbox.test', 1]);
    for (const person of [everyone, sandbox.accountUuid('owen')]) await set(person, null);
    expect([await authorOf('ada'), await authorOf('owen')]).toEqual([
      'ada@sandbox.test',
      'owen@sandbox.test',
    ]);
    await world.open(false);
  });

  test('is an e-mail address, and set by admins', async () => {
    expect((await set(everyone, 'nora')).status).toBe(400);
    expect((await set(everyone, 'nora@sandbox.test', 'owen')).status).toBe(403);
    const { body } = await world.admin.ask(world.people.ada, 'GET', '/connections/claap/links');
    expect(body).toEqual({ links: [] });
  });
});

describe('the creation', () => {
  test.each([
    ['429', { status: 429 }],
    ['429 that says until when', { retryAfter: 1 }],
  ])('%s: it is tried again automatically', async (_name, fault) => {
    await world.fault('createRecording', fault);
    const id = await published();
    await until(id, 'ready');
    expect(there(id)).toEqual([['Ready', sha256(small)]]);
  });

  test.each([
    ['503', { status: 503 }],
    ['dropped before it was done', { drop: true }],
  ])('%s: it is looked for, and a person tries again', async (_name, fault) => {
    await world.fault('createRecording', fault);
    const id = await published();
    await until(id, 'stopped');
    expect((await world.ask('ada', 'GET', `/${id}`)).body).toMatchObject({
      needsNew: false,
      problem: { code: 'upstream-lost' },
    });
    expect(there(id)).toEqual([]);
    await world.publish('ada', id);
    await until(id, 'ready');
    expect(there(id)).toEqual([['Ready', sha256(small)]]);
  });

  test.each([
    ['503', { status: 503, afterProcessing: true }],
    ['dropped', { drop: true, afterProcessing: true }],
  ])(
    '%s after it was done: it is found, not repeated, and a new one takes its place when asked',
    async (_name, fault) => {
      await world.fault('createRecording', fault);
      const id = await published();
      await until(id, 'stopped');
      expect((await world.ask('ada', 'GET', `/${id}`)).body).toMatchObject({
        needsNew: true,
        problem: { code: 'recording-unreachable' },
        recording: { id: expect.any(String) },
      });
      expect(there(id)).toEqual([['Empty', null]]);
      await world.publish('ada', id, true);
      await until(id, 'ready');
      expect(there(id)).toEqual([['Ready', sha256(small)]]);
      expect(world.recordings(`Annual accounts ${id}`)).toHaveLength(2);
    },
  );

  test('refused: in Claap’s words, and asked again by another press', async () => {
    const id = await published(small, { channelId: 'channel-nowhere' });
    await until(id, 'stopped');
    const { problem } = (await world.ask('ada', 'GET', `/${id}`)).body;
    expect(problem).toEqual({
      code: 'upstream-refused',
      values: { system: 'Claap', said: 'Channel not found' },
    });
    expect((await world.publish('ada', id)).body.state).toBe('sending');
    await until(id, 'stopped');
    expect((await world.ask('ada', 'DELETE', `/${id}`)).body.state).toBe('cancelled');
    expect(readdirSync(world.spool)).toEqual([]);
  });
});

describe('the file', () => {
  test.each([
    ['429', { status: 429 }],
    ['503', { status: 503, times: 2 }],
    ['dropped', { drop: true }],
    ['503 after it was done', { status: 503, afterProcessing: true }],
    ['dropped after it was done', { drop: true, afterProcessing: true }],
  ])('%s: it arrives in the same recording', async (_name, fault) => {
    await world.fault('uploadPayload', fault);
    const id = await published(webm(3_000_000));
    await until(id, 'ready');
    expect(there(id)).toEqual([['Ready', sha256(webm(3_000_000))]]);
    expect(world.recordings(`Annual accounts ${id}`)).toHaveLength(1);
  });

  test('more failures than patience: it stops, and another press continues with the same recording', async () => {
    await world.fault('uploadPayload', { status: 500, times: 4 });
    const id = await published();
    await until(id, 'stopped');
    const { body } = await world.ask('ada', 'GET', `/${id}`);
    expect(body.problem).toEqual({ code: 'upstream-failed', values: { system: 'Claap', status: '500' } });
    await world.publish('ada', id);
    await until(id, 'ready');
    expect(world.recordings(`Annual accounts ${id}`)).toHaveLength(1);
  });

  test('an address that is no longer valid: a new recording when asked, and one is left', async () => {
    await world.fault('uploadPayload', { status: 403 });
    const id = await published();
    await until(id, 'stopped');
    expect((await world.ask('ada', 'GET', `/${id}`)).body).toMatchObject({
      needsNew: true,
      problem: { code: 'recording-expired' },
    });
    await world.publish('ada', id, true);
    await until(id, 'ready');
    expect(there(id)).toEqual([['Ready', sha256(small)]]);
  });

  test('given up while it does not get through: nothing stays at Claap', async () => {
    await world.fault('uploadPayload', { status: 500, times: 4 });
    const id = await published();
    await until(id, 'stopped');
    expect(there(id)).toEqual([['Empty', null]]);
    expect((await world.ask('ada', 'DELETE', `/${id}`)).body.state).toBe('cancelled');
    expect([there(id), readdirSync(world.spool)]).toEqual([[], []]);
    expect(codeOf(await world.publish('ada', id))).toEqual([409, 'publication-over']);
  });
});

describe('afterwards', () => {
  test('nobody says what Claap does: it is handed over, and no more is claimed', async () => {
    await world.fault('getRecording', { status: 404, times: 10_000 });
    const id = await published();
    await until(id, 'handed-over');
    await expect.poll(() => there(id)[0]?.[0]).toBe('Ready');
    expect((await world.ask('ada', 'GET', `/${id}`)).body).toMatchObject({
      state: 'handed-over',
      followed: false,
    });
    await fetch(`${world.admin.sandbox.url}/sandbox/faults`, { method: 'DELETE' });
    await until(id, 'ready');
  });

  test('Claap could not make anything of it: counted as failed until someone has seen to it', async () => {
    const title = `fail.${randomUUID()}`;
    const id = await published(small, { title });
    await until(id, 'failed');
    const list = (await world.ask('ada', 'GET', '?only=failed')).body;
    expect([list.failed, list.publications.map((one: { id: string }) => one.id)]).toEqual([1, [id]]);
    await world.ask('ada', 'DELETE', `/${id}`);
    expect((await world.ask('ada', 'GET', '?only=failed')).body).toEqual({
      publications: [],
      more: false,
      failed: 0,
    });
    // What Claap has is Claap's.
    expect(world.recordings(title).map(({ state, deleted }) => [state, deleted])).toEqual([['Failed', 0]]);
  });

  test('its webhook is enough: it is looked at when it reports', async () => {
    const slow = { pace: { followMs: () => 3_600_000 } };
    await world.run({ publishing: slow });
    const shown = await world.admin.ask(world.people.ada, 'POST', '/connections/claap/webhook/address');
    const secret = 'secret-that-claap-made';
    await world.admin.ask(world.people.ada, 'PUT', '/connections/claap/webhook/secret', { body: { secret } });
    const { port } = new URL(world.admin.url);
    const { pathname } = new URL(shown.body.address);
    const hook = { happens: 'hook_registered', url: `http://127.0.0.1:${port}${pathname}`, secret };
    const registered = await fetch(`${world.admin.sandbox.url}/sandbox/systems/claap`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(hook),
    });
    expect(registered.status).toBe(200);
    const id = await published();
    await until(id, 'ready');
    await world.run();
  });
});
