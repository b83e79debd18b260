import { createHash, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EventStream } from '../testing/event-stream.ts';
import { PushWorld, statusChange } from '../testing/push-world.ts';
import { json } from '../testing/upstream.ts';

let push: PushWorld;
let owen: string;
let nora: string;
beforeAll(async () => {
  push = await PushWorld.start({ heartbeatMs: 60 });
});
afterAll(() => push.stop());
let token: string;
beforeEach(async () => {
  ({ cookie: owen, token } = await push.signIn());
  ({ cookie: nora } = await push.signIn());
});
afterEach(() => {
  push.hangUp();
  push.meetingStatus = undefined;
});

/** A meeting that Owen may read, and Nora may not. */
function meetingOfOwen(): string {
  const id = randomUUID();
  push.allow(id, token);
  return id;
}
const heartbeat = async (stream: { text: string }) => {
  const before = stream.text.length;
  await expect.poll(() => stream.text.slice(before)).toContain('\n\n');
};

describe('who may listen', () => {
  test('nobody without a session', async () => {
    for (const cookie of ['', `session=${'A'.repeat(43)}`, `${owen}; ${nora}`]) {
      const stream = await push.listen(cookie);
      expect(stream.status).toBe(401);
      await stream.ended;
      expect(stream.messages).toEqual([]);
    }
  });

  test('no page of another site, no document, no script', async () => {
    const refused = async (headers: Record<string, string>) => (await push.listen(owen, { headers })).status;
    expect(await refused({ origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await refused({ 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await refused({ 'sec-fetch-dest': 'document' })).toBe(403);
    expect(await refused({ 'sec-fetch-dest': 'script' })).toBe(403);
  });

  test('no other method or query', async () => {
    const ask = (method: string, query = '') =>
      fetch(`${push.world.url}/events${query}`, { method, headers: { cookie: owen } });
    expect((await ask('POST')).status).toBe(405);
    for (const query of ['?within=121', '?within=-1', '?within=1&within=2', '?access_token=x', '?']) {
      expect((await ask('GET', query)).status, query).toBe(400);
    }
  });
});

describe('an event', () => {
  test('reaches those who may read the meeting, and says only what and which', async () => {
    const id = meetingOfOwen();
    const [mine, other] = [await push.listen(owen), await push.listen(nora)];
    expect(mine.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(mine.headers.get('cache-control')).toContain('no-store');
    await push.hook(statusChange(id, 'processing'));
    await push.hook(statusChange(id, 'finished'));
    await expect.poll(() => mine.changes).toEqual(Array(2).fill(`meeting.status.changed ${id}`));
    await expect.poll(() => push.asked(id)).toBeGreaterThanOrEqual(2);
    await heartbeat(other);
    expect(other.messages).toEqual([expect.objectContaining({ type: 'hello' })]);
    expect(other.text).not.toContain(id);
    for (const { text } of [mine, other]) expect(text).not.toMatch(/Secret|finished|processing|name/);
  });

  test('is decided with each person’s own token, and the decision is kept for a moment', async () => {
    const id = meetingOfOwen();
    const [mine, second] = [await push.listen(owen), await push.listen(owen)];
    for (const status of ['uploading', 'processing', 'finished']) await push.hook(statusChange(id, status));
    await expect.poll(() => mine.changes.length + second.changes.length).toBe(6);
    expect(push.asked(id)).toBe(1);
    const [asked] = push.world.upstream.received.filter(({ url }) => url.endsWith(id));
    expect(asked?.headers.authorization).toBe(`Bearer ${token}`);
  });

  test('about a meeting that is gone or that nobody may read reaches nobody', async () => {
    const stream = await push.listen(owen);
    push.meetingStatus = () => 404;
    const id = randomUUID();
    await push.hook(statusChange(id, 'finished'));
    await expect.poll(() => push.asked(id)).toBe(1);
    await heartbeat(stream);
    expect(stream.changes).toEqual([]);
  });

  test('that cannot be decided makes the page look for itself, without saying where', async () => {
    const stream = await push.listen(owen);
    push.meetingStatus = () => 500;
    const id = randomUUID();
    await push.hook(statusChange(id, 'finished'));
    await expect.poll(() => stream.messages.at(-1), { timeout: 15_000 }).toEqual({ type: 'resync' });
    expect(push.asked(id)).toBe(3);
    expect(stream.text).not.toContain(id);
  });

  test('waits for its turn: a slow decision does not change the order', async () => {
    const [slow, fast] = [meetingOfOwen(), meetingOfOwen()];
    const stream = await push.listen(owen);
    const usual = push.world.upstream.answer;
    let release = () => {};
    push.world.upstream.answer = (request, response) => {
      if (!request.url.endsWith(slow)) return usual(request, response);
      release = () => json(response, 200, {});
    };
    await push.hook(statusChange(slow, 'finished'));
    await push.hook(statusChange(fast, 'finished'));
    await expect.poll(() => push.asked(fast)).toBe(1);
    expect(stream.changes).toEqual([]);
    release();
    await expect.poll(() => stream.changes).toEqual([slow, fast].map((id) => `meeting.status.changed ${id}`));
    push.world.upstream.answer = usual;
  });
});

describe('a session', () => {
  test('that is signed out ends its streams at once, and no other', async () => {
    const [mine, other] = [await push.listen(owen), await push.listen(nora)];
    await fetch(`${push.world.url}/session`, {
      method: 'DELETE',
      headers: { cookie: owen, origin: push.world.url },
    });
    await mine.ended;
    expect((await push.listen(owen)).status).toBe(401);
    await heartbeat(other);
  });

  test('that is ended from another browser ends its streams at once', async () => {
    const stream = await push.listen(owen);
    const ended = await fetch(`${push.world.url}/session/all`, {
      method: 'DELETE',
      headers: { cookie: owen, origin: push.world.url, 'sec-fetch-site': 'same-origin' },
    });
    expect(ended.status).toBe(200);
    await stream.ended;
  });

  test('that ended silently is noticed at the next heartbeat', async () => {
    const stream = await push.listen(owen);
    const id = owen.split('=')[1] ?? '';
    push.sessionsSql(`DELETE FROM sessions WHERE key = '${createHash('sha256').update(id).digest('hex')}'`);
    await stream.ended;
  });

  test('whose token Claritalk refuses is renewed; when that fails, the stream ends', async () => {
    const id = meetingOfOwen();
    const stream = await push.listen(owen);
    push.meetingStatus = (request) => (request.headers.authorization === `Bearer ${token}` ? 401 : 200);
    await push.hook(statusChange(id, 'finished'));
    await expect.poll(() => stream.changes).toHaveLength(1);
    const usual = push.world.upstream.answer;
    push.world.upstream.answer = (request, response) =>
      request.url === '/oauth/token'
        ? json(response, 400, { error: 'invalid_grant' })
        : json(response, 401, { message: 'Unauthenticated.' });
    await push.hook(statusChange(randomUUID(), 'finished'));
    await stream.ended;
    push.world.upstream.answer = usual;
  });

  test('has a few streams; one too many ends the oldest', async () => {
    const streams: EventStream[] = [];
    for (let count = 0; count < 5; count += 1) streams.push(await push.listen(owen));
    await streams[0]?.ended;
    const id = meetingOfOwen();
    await push.hook(statusChange(id, 'finished'));
    await expect.poll(() => streams.map(({ changes }) => changes.length)).toEqual([0, 1, 1, 1, 1]);
  });
});

describe('a stream that broke off', () => {
  test('continues where it left off: nothing twice, nothing lost, nothing that belongs to others', async () => {
    const [first, second, third] = [meetingOfOwen(), meetingOfOwen(), meetingOfOwen()];
    const stream = await push.listen(owen);
    await push.hook(statusChange(first, 'finished'));
    await expect.poll(() => stream.changes).toHaveLength(1);
    stream.close();
    await push.hook(statusChange(second, 'processing', 10));
    await push.hook(statusChange(randomUUID(), 'finished'));
    await push.hook(statusChange(third, 'finished'));
    await push.hook(statusChange(second, 'finished'));
    const again = await push.listen(owen, { lastEventId: stream.lastEventId });
    // Of two events of one kind about one meeting, the last is enough.
    await expect
      .poll(() => again.changes)
      .toEqual([third, second].map((id) => `meeting.status.changed ${id}`));
    again.close();
    const nothing = await push.listen(owen, { lastEventId: again.lastEventId });
    await heartbeat(nothing);
    expect(nothing.messages).toEqual([expect.objectContaining({ type: 'hello' })]);
  });

  test.each(['', 'x', 'x-1', '-1', '0', "a-1' OR 1=1", 'other-5'])(
    'with a place that means nothing here (%j) reads everything again',
    async (lastEventId) => {
      const stream = await push.listen(owen, { lastEventId });
      await expect
        .poll(() => stream.messages)
        .toEqual([expect.objectContaining({ type: 'hello' }), { type: 'resync' }]);
    },
  );

  test('continues after a restart of the gateway, too', async () => {
    const id = meetingOfOwen();
    const stream = await push.listen(owen);
    await expect.poll(() => stream.lastEventId).toBeDefined();
    await push.hook(statusChange(id, 'finished'));
    stream.close();
    await push.world.run({ heartbeatMs: 60 });
    const again = await push.listen(owen, { lastEventId: stream.lastEventId });
    await expect.poll(() => again.changes).toContain(`meeting.status.changed ${id}`);
  });

  test('a new one may ask for the last seconds', async () => {
    const id = meetingOfOwen();
    await push.hook(statusChange(id, 'finished'));
    const [plain, asking] = [await push.listen(owen), await push.listen(owen, { query: '?within=60' })];
    await expect.poll(() => asking.changes).toContain(`meeting.status.changed ${id}`);
    expect(plain.changes).toEqual([]);
  });

  test('one that has missed too much reads everything again', async () => {
    const stream = await push.listen(owen);
    await expect.poll(() => stream.lastEventId).toBeDefined();
    stream.close();
    for (let count = 0; count < 201; count += 1) await push.hook(statusChange(randomUUID(), 'draft'));
    const again = await push.listen(owen, { lastEventId: stream.lastEventId });
    await expect
      .poll(() => again.messages)
      .toEqual([expect.objectContaining({ type: 'hello' }), { type: 'resync' }]);
  });
});
