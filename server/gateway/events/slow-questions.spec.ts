import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultTimeouts } from '../../upstreams/client.ts';
import { PushWorld, statusChange } from '../testing/push-world.ts';

let push: PushWorld;
beforeEach(async () => {
  push = await PushWorld.start({ timeouts: defaultTimeouts });
});
afterEach(() => push.stop());

test('one person’s checks that Claritalk never answers are in nobody’s way', async () => {
  const [owen, nora] = [await push.signIn(), await push.signIn()];
  await push.listen(owen.cookie);
  const stream = await push.listen(nora.cookie);
  const held: (() => void)[] = [];
  const usual = push.world.upstream.answer;
  push.world.upstream.answer = (request, response) => {
    if (request.headers.authorization === `Bearer ${owen.token}`) held.push(() => usual(request, response));
    else usual(request, response);
  };
  const meetings = Array.from({ length: 30 }, () => randomUUID());
  for (const id of meetings) {
    push.allow(id, nora.token);
    await push.hook(statusChange(id, 'finished'));
  }
  await expect.poll(() => stream.changes).toHaveLength(30);
  // Four of his at a time.
  expect(held).toHaveLength(4);
  push.world.upstream.answer = usual;
  for (const answer of held) answer();
});
