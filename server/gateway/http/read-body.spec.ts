import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readBody } from './read-body.ts';

let body: PassThrough;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  body = new PassThrough();
});
afterEach(() => vi.useRealTimers());

const read = () => readBody(body as unknown as IncomingMessage, { maxBytes: 10, withinMs: 30_000 });

test('a body in pieces is read as a whole', async () => {
  const reading = read();
  body.write('five!');
  body.end('five!');
  expect((await reading).toString()).toBe('five!five!');
  expect(vi.getTimerCount()).toBe(0);
});

test('a byte too many is refused, and the request is left to be answered', async () => {
  const reading = read();
  body.write('five!five!!');
  await expect(reading).rejects.toMatchObject({ status: 413, headers: { connection: 'close' } });
  expect(body.destroyed).toBe(false);
});

test('a byte now and then does not keep it waiting forever', async () => {
  const reading = read();
  const refused = expect(reading).rejects.toMatchObject({ status: 408, headers: { connection: 'close' } });
  for (let second = 0; second < 30; second += 5) {
    body.write('x');
    await vi.advanceTimersByTimeAsync(5_000);
  }
  await refused;
});

test('a client that goes away is not our error', async () => {
  const reading = read();
  body.destroy();
  await expect(reading).rejects.toMatchObject({ status: 400 });
});
