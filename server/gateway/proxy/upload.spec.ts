import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { maxChunkBytes } from '#contract/claritalk/shapes.ts';
import { json } from '../testing/upstream.ts';
import { World } from '../testing/world.ts';

let world: World;
let cookie: string;
beforeEach(async () => {
  world = await World.start();
  cookie = await world.signIn();
  world.upstream.received.length = 0;
  world.upstream.answer = (_request, response) => json(response, 200, {});
});
afterEach(() => world.stop());

const path = '/meetings/0b0a3a3e-1111-4222-8333-444455556666/upload';

function chunk(bytes: number, fields: Record<string, string> = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ chunk_number: '1', total_chunks: '2', ...fields })) {
    form.set(name, value);
  }
  const audio = new Uint8Array(bytes).map((_, index) => index * 7);
  form.set('audio_chunk', new File([audio], 'chunk-1.webm', { type: 'audio/webm;codecs=opus' }));
  return form;
}

const upload = (body: FormData | Buffer<ArrayBuffer>, headers: Record<string, string> = {}) =>
  world.api(path, cookie, { method: 'POST', body, headers });

/** Multipart text with the boundary `b`, written by hand. */
const parts = (...written: string[]) =>
  Buffer.from(`${written.map((part) => `--b\r\n${part}\r\n`).join('')}--b--\r\n`);
const field = (name: string, value: string) =>
  `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`;
const audio =
  'Content-Disposition: form-data; name="audio_chunk"; filename="a.webm"\r\nContent-Type: audio/webm\r\n\r\nxxx';
const byHand = { 'content-type': 'multipart/form-data; boundary=b' };

test('a chunk of the largest size arrives byte for byte', async () => {
  const form = chunk(maxChunkBytes, { checksum: 'a'.repeat(64), stop_time: '2026-11-20T10:00:00Z' });
  const request = new Request('http://x.test', { method: 'POST', body: form });
  const type = request.headers.get('content-type') ?? '';
  const bytes = Buffer.from(await request.arrayBuffer());
  const response = await upload(bytes, { 'content-type': type });
  expect(response.status).toBe(200);
  const [received] = world.upstream.received;
  const sha256 = (data: Buffer) => createHash('sha256').update(data).digest('hex');
  expect(sha256(received!.body)).toBe(sha256(bytes));
  expect(received!.headers['content-type']).toBe(type);
  expect(received!.headers['content-length']).toBe(String(bytes.length));
});

test('fields may come before and after the file', async () => {
  const body = parts(field('chunk_number', '1'), audio, field('total_chunks', '1'));
  expect((await upload(body, byHand)).status).toBe(200);
});

describe('what is refused, and never reaches Claritalk as a whole', () => {
  afterEach(() => expect(world.upstream.received).toEqual([]));
  const good = [field('chunk_number', '1'), field('total_chunks', '1'), audio];

  test('bodies over the limit', async () => {
    expect((await upload(chunk(maxChunkBytes + 128 * 1024))).status).toBe(413);
  });

  test('chunked bodies', async () => {
    const request = new Request('http://x.test', { method: 'POST', body: chunk(10) });
    const response = await world.api(path, cookie, {
      method: 'POST',
      headers: { 'content-type': request.headers.get('content-type') ?? '' },
      body: request.body,
      duplex: 'half',
    });
    expect(response.status).toBe(400);
  });

  test('other media types', async () => {
    expect((await upload(Buffer.from('{}'), { 'content-type': 'application/json' })).status).toBe(400);
    expect((await upload(parts(...good), { 'content-type': 'multipart/form-data' })).status).toBe(400);
    const twice = { 'content-type': 'multipart/form-data; boundary=b; boundary=c' };
    expect((await upload(parts(...good), twice)).status).toBe(400);
  });

  test.each([
    ['an unknown field', [...good, field('_method', 'DELETE')], '_method in the body is not known.'],
    ['a repeated field', [...good, field('chunk_number', '2')], 'A field is repeated.'],
    ['a missing field', [good[0]!, audio], 'total_chunks in the body is missing or invalid.'],
    ['a malformed field', [...good, field('checksum', 'zz')], 'checksum in the body is missing or invalid.'],
    ['a long field', [...good, field('checksum', 'a'.repeat(5000))], 'A field is too long.'],
    ['no file', good.slice(0, 2), 'audio_chunk in the body is missing or not the only file.'],
    [
      'two files',
      [...good, audio.replace('audio_chunk', 'extra')],
      'audio_chunk in the body is missing or not the only file.',
    ],
    ['a field in the file’s place', [...good.slice(0, 2), field('audio_chunk', 'x')], undefined],
    ['an unquoted name', [...good, 'Content-Disposition: form-data; name=_method\r\n\r\nDELETE'], undefined],
    [
      'a name spelled twice',
      [...good, 'Content-Disposition: form-data; name="a"; name="_method"\r\n\r\nx'],
      undefined,
    ],
    [
      'an encoded name',
      [...good, "Content-Disposition: form-data; name*=utf-8''_method\r\n\r\nx"],
      undefined,
    ],
    ['a bare line feed', [...good, 'Content-Disposition: form-data; name="a"\n\nx'], undefined],
    ['further part headers', [audio.replace('\r\n', '\r\nContent-Transfer-Encoding: base64\r\n')], undefined],
    ['a long part head', [`Content-Disposition: form-data; name="${'a'.repeat(3000)}"\r\n\r\nx`], undefined],
  ])('%s', async (_name, written, message) => {
    const response = await upload(parts(...written), byHand);
    expect(response.status).toBe(400);
    if (message) expect((await response.json()).message).toBe(message);
  });

  test('text before the first and after the last part, and a missing end', async () => {
    const body = parts(...good);
    for (const bad of [
      Buffer.concat([Buffer.from('preamble\r\n'), body]),
      Buffer.concat([body, Buffer.from('--b\r\nmore')]),
      body.subarray(0, -4),
      Buffer.from('--b--\r\n'),
    ]) {
      expect((await upload(bad, byHand)).status).toBe(400);
    }
  });
});

test('a response that comes before the body has ended reaches the client', async () => {
  world.upstream.answer = (_request, response) =>
    json(response, 429, { message: 'wait' }, { 'retry-after': '2' });
  const response = await upload(chunk(maxChunkBytes));
  expect(response.status).toBe(429);
  expect(response.headers.get('retry-after')).toBe('2');
});

test('a client that stops midway leaves no half-finished request upstream', async () => {
  const head = [
    `POST /api${path} HTTP/1.1`,
    `Host: localhost:${world.port}`,
    `Cookie: ${cookie}`,
    'Authorization: Bearer access-secret-1',
    'Content-Type: multipart/form-data; boundary=b',
    'Content-Length: 500000',
    '',
    '',
  ].join('\r\n');
  const socket = connect(world.port, '127.0.0.1');
  socket.write(head);
  socket.write(parts(field('chunk_number', '1'), audio).subarray(0, -12));
  socket.write(Buffer.alloc(200_000));
  await new Promise((resolve) => setTimeout(resolve, 200));
  socket.destroy();
  await expect.poll(() => world.lines.some((line) => line.includes('"status":499'))).toBe(true);
  expect(world.upstream.received).toEqual([]);
});
