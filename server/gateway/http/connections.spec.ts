import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { World } from '../testing/world.ts';

/** Many clients that keep the gateway waiting: some of each kind stay, and nobody else notices. */
const limits = { waiting: 20, idle: 15, all: 400 };
/** More than a connection's buffers on one machine can take. */
const largeBytes = 16 * 1024 * 1024;
const meetingId = '0b0a3a3e-1111-4222-8333-444455556666';

let world: World;
let dist: string;
let sockets: Socket[];
beforeEach(async () => {
  dist = mkdtempSync(join(tmpdir(), 'claritalk-dist-'));
  writeFileSync(join(dist, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  world = await World.start({ connections: limits, distDir: dist });
  sockets = [];
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await world.stop();
  rmSync(dist, { recursive: true });
});

/** Opens this many connections one after the other, which send this and then nothing. */
async function open(count: number, text: string, ready: (socket: Socket) => Promise<unknown> = written) {
  const opened: Socket[] = [];
  for (let number = 0; number < count; number += 1) {
    const socket = connect(world.port, '127.0.0.1');
    socket.on('error', () => {});
    sockets.push(socket);
    opened.push(socket);
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    socket.write(text);
    await ready(socket);
  }
  return opened;
}
const written = async () => {};
const answered = (socket: Socket) => new Promise((resolve) => socket.once('data', resolve));
const isOpen = (socket: Socket) => !socket.closed && !socket.readableEnded;
const stay = (opened: readonly Socket[], count: number) =>
  expect.poll(() => opened.filter(isOpen)).toHaveLength(count);
/** Reads until the end, so that an ended connection is noticed. */
const reading = async (socket: Socket) => void socket.resume();

const host = () => `Host: localhost:${world.port}`;
/** Connections of {@link expectServed}, each of which ends another for a moment. */
const served = 4;
const expectServed = async () => {
  const [cookie, health] = [await world.signIn(), await fetch(`${world.url}/healthz`)];
  expect(health.status).toBe(200);
  expect((await world.api('/types/list', cookie)).status).toBe(200);
};

test('heads that never end: the newest stay, everyone is served', async () => {
  const slow = await open(100, `GET /favicon.svg HTTP/1.1\r\n${host()}\r\nX-`, reading);
  await stay(slow, limits.waiting);
  await expectServed();
  expect(slow.slice(-limits.waiting + served).every(isOpen)).toBe(true);
  expect(slow.slice(0, -limits.waiting).some(isOpen)).toBe(false);
});

test('connections that say nothing at all', async () => {
  const slow = await open(100, '', reading);
  await stay(slow, limits.waiting);
  await expectServed();
});

test.each([
  ['of a form', 'POST /oauth/token', 'Content-Type: application/x-www-form-urlencoded'],
  ['with a wrong hook secret', `POST /hooks/${'A'.repeat(43)}`, 'Content-Type: application/json'],
  ['for what takes none', 'GET /favicon.svg', 'X-Nothing: 1'],
  ['of nobody for the API', 'POST /api/types', 'Content-Type: application/json'],
  ['in pieces', 'POST /oauth/token', 'Transfer-Encoding: chunked\r\nX-Length: none'],
])('bodies %s that never come', async (_name, line, header) => {
  const length = header.includes('chunked') ? '' : 'Content-Length: 1000\r\n';
  const origin = `Origin: ${world.url}`;
  const slow = await open(
    60,
    `${line} HTTP/1.1\r\n${host()}\r\n${origin}\r\n${header}\r\n${length}\r\n`,
    reading,
  );
  await expectServed();
  await expect.poll(() => slow.filter(isOpen).length).toBeLessThanOrEqual(limits.waiting);
});

test('responses that nobody reads take no memory of their own', async () => {
  mkdirSync(join(dist, 'assets'));
  writeFileSync(join(dist, 'assets/large-1.js'), Buffer.alloc(largeBytes, 'a'));
  await world.run();
  const before = process.memoryUsage();
  const slow = await open(40, `GET /assets/large-1.js HTTP/1.1\r\n${host()}\r\n\r\n`, async (socket) => {
    await new Promise((resolve) => socket.once('readable', resolve));
    socket.pause();
  });
  await expectServed();
  const { external, arrayBuffers } = process.memoryUsage();
  // One copy each would be 320 MB even for those that stay.
  expect(external + arrayBuffers - before.external - before.arrayBuffers).toBeLessThan(100 * 1024 * 1024);
  for (const socket of slow) socket.resume();
  const complete = slow.map(
    (socket) =>
      new Promise<number>((resolve) => {
        socket.once('close', () => resolve(socket.bytesRead));
        socket.end();
      }),
  );
  const sizes = await Promise.all(complete);
  const whole = sizes.filter((size) => size > largeBytes).length;
  expect(whole).toBeLessThanOrEqual(limits.waiting);
  expect(whole).toBeGreaterThanOrEqual(limits.waiting - served);
});

test('connections without a request: the newest stay', async () => {
  const idle = await open(60, `GET /favicon.svg HTTP/1.1\r\n${host()}\r\n\r\n`, answered);
  for (const socket of idle) socket.resume();
  await stay(idle, limits.idle);
  expect(idle.slice(-limits.idle).every(isOpen)).toBe(true);
  // They keep being used.
  const last = idle.at(-1) as Socket;
  const answer = answered(last);
  last.write(`GET /favicon.svg HTTP/1.1\r\n${host()}\r\n\r\n`);
  expect(String(await answer)).toMatch(/^HTTP\/1\.1 200/);
});

const pipelined = (count: number) => `GET /favicon.svg HTTP/1.1\r\n${host()}\r\n\r\n`.repeat(count);

test('requests that do not wait for responses: sixteen are answered, a connection with more is ended', async () => {
  const [sixteen, more] = [...(await open(1, pipelined(16))), ...(await open(1, pipelined(17)))];
  const answersOf = (socket: Socket | undefined) => {
    let received = '';
    socket?.on('data', (data) => {
      received += String(data);
    });
    return () => received.split('HTTP/1.1 200').length - 1;
  };
  const [ofSixteen, ofMore] = [answersOf(sixteen), answersOf(more)];
  await expect.poll(() => [ofSixteen(), more?.closed]).toEqual([16, true]);
  expect(isOpen(sixteen as Socket)).toBe(true);
  // Those of its first turn may have been answered.
  expect(ofMore()).toBeLessThan(5);
});

test('the gateway stops with connections that have said nothing yet', async () => {
  const silent = [...(await open(3, '')), ...(await open(3, 'GET / HTTP/1.1\r\nX-'))];
  for (const socket of silent) socket.resume();
  await world.run();
  await stay(silent, 0);
});

describe('are not ended for the sake of newer ones:', () => {
  const flood = () => open(100, 'GET / HTTP/1.1\r\nX-', reading);

  test('a recording that is sent slowly, by someone who is signed in', async () => {
    const cookie = await world.signIn();
    const boundary = 'slow';
    const part = (name: string, value: string) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    const start = `${part('chunk_number', '1')}${part('total_chunks', '1')}${part('checksum', 'a'.repeat(64))}--${boundary}\r\nContent-Disposition: form-data; name="audio_chunk"; filename="a.webm"\r\nContent-Type: audio/webm\r\n\r\n`;
    const end = `sound\r\n--${boundary}--\r\n`;
    const [upload] = await open(
      1,
      [
        `POST /api/meetings/${meetingId}/upload HTTP/1.1`,
        host(),
        `Cookie: ${cookie}`,
        `Authorization: Bearer ${world.tokenOf(cookie)}`,
        `Content-Type: multipart/form-data; boundary=${boundary}`,
        `Content-Length: ${start.length + end.length}`,
        '',
        start,
      ].join('\r\n'),
    );
    // Once someone else's later request is answered, the head has been read.
    await expectServed();
    await flood();
    const answer = answered(upload as Socket);
    upload?.write(end);
    expect(String(await answer)).toMatch(/^HTTP\/1\.1 200/);
  });

  test('the stream of a page', async () => {
    const cookie = await world.signIn();
    const head = `GET /events HTTP/1.1\r\n${host()}\r\nCookie: ${cookie}\r\nAuthorization: Bearer ${world.tokenOf(cookie)}\r\n\r\n`;
    const [stream] = await open(1, head, answered);
    stream?.resume();
    await flood();
    await expectServed();
    expect(isOpen(stream as Socket)).toBe(true);
  });

  test('a request that Claritalk has not answered yet', async () => {
    const cookie = await world.signIn();
    const usual = world.upstream.answer;
    let release = () => {};
    world.upstream.answer = (request, response) => {
      release = () => usual(request, response);
    };
    const waiting = world.api('/types/list', cookie);
    await expect.poll(() => world.upstream.received.some(({ url }) => url === '/api/types/list')).toBe(true);
    await flood();
    release();
    expect((await waiting).status).toBe(200);
  });
});
