import { afterEach, beforeEach, expect, test } from 'vitest';
import { EventStream } from '../testing/event-stream.ts';
import { json } from '../testing/upstream.ts';
import { sessionCookieOf, World } from '../testing/world.ts';

let world: World;
let streams: EventStream[];
beforeEach(async () => {
  streams = [];
  world = await World.start();
  let serial = 0;
  world.upstream.answer = (request, response) => {
    serial += 1;
    const sub = new URLSearchParams(request.body.toString()).get('code');
    const claims = Buffer.from(JSON.stringify({ sub, serial })).toString('base64url');
    json(response, 200, { token_type: 'Bearer', expires_in: 3600, access_token: `e30.${claims}.s` });
  };
});
afterEach(async () => {
  for (const stream of streams) stream.close();
  await world.stop();
});

const signIn = async (code: string) =>
  sessionCookieOf(await world.redeem('', { ...world.codeForm, code })) ?? '';
const listen = async (cookie: string) => {
  const stream = await EventStream.open(world.url, cookie, { token: world.tokenOf(cookie) });
  streams.push(stream);
  return stream;
};

test('a person has sixteen streams, however many sessions; one too many ends their oldest', async () => {
  const nora = await listen(await signIn('nora'));
  const owens: EventStream[] = [];
  for (let session = 0; session < 10; session += 1) {
    const cookie = await signIn('owen');
    for (let stream = 0; stream < 2; stream += 1) owens.push(await listen(cookie));
  }
  const ended = new Set<EventStream>();
  for (const stream of [nora, ...owens]) void stream.ended.then(() => ended.add(stream));
  await expect.poll(() => ended.size).toBe(4);
  expect(owens.slice(0, 4).every((stream) => ended.has(stream))).toBe(true);
  // A place that is given back is free again.
  owens[4]?.close();
  await expect.poll(() => ended.size).toBe(5);
  await listen(await signIn('owen'));
  await listen(await signIn('nora'));
  expect(ended.size).toBe(5);
});
