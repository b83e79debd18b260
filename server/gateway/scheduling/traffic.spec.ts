import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listTypes } from '#contract/claritalk/templates.ts';
import { claritalk } from '../../upstreams/claritalk.ts';
import { defaultTimeouts } from '../../upstreams/client.ts';
import { json, tokens } from '../testing/upstream.ts';
import { World } from '../testing/world.ts';
import { RetryAfterHolds } from './retry-after-holds.ts';
import { urgencyOf } from './traffic.ts';

test.each([
  [undefined, 3],
  ['', 3],
  ['u=0', 0],
  ['i, u=7', 7],
  ['u=5, i', 5],
  ['u=9', 3],
  ['u=12', 3],
  [['u=1'], 1],
])('urgencyOf(%j) is %i', (header, urgency) => expect(urgencyOf(header)).toBe(urgency));

describe('holds', () => {
  const refusalOf = (holds: RetryAfterHolds, session = 'ada') => {
    try {
      holds.check(session, listTypes.rateClass);
      return undefined;
    } catch (error) {
      return error;
    }
  };

  test.each([
    ['30', 30],
    ['Thu, 01 Jan 1970 00:00:20 GMT', 20],
  ])('Retry-After: %s holds this session and class only, and no longer', (retryAfter, seconds) => {
    let now = 0;
    const holds = new RetryAfterHolds(claritalk({ sandbox: false }), undefined, () => now);
    holds.note('ada', 'default', { 'retry-after': retryAfter, 'x-ratelimit-limit': '480' });
    now = 1;
    expect(refusalOf(holds)).toMatchObject({
      status: 429,
      headers: { 'retry-after': String(seconds), 'x-ratelimit-remaining': '0', 'x-ratelimit-limit': '480' },
    });
    expect(refusalOf(holds, 'owen')).toBeUndefined();
    expect(() => holds.check('ada', 'upload')).not.toThrow();
    now = seconds * 1000;
    expect(refusalOf(holds)).toBeUndefined();
  });

  test.each([undefined, 'soon', '0', '999999'])('Retry-After: %s holds nothing', (retryAfter) => {
    const holds = new RetryAfterHolds(claritalk({ sandbox: false }), undefined, () => 0);
    holds.note('ada', 'default', retryAfter === undefined ? {} : { 'retry-after': retryAfter });
    expect(refusalOf(holds)).toBeUndefined();
  });

  test('many of them are not kept forever', () => {
    let now = 0;
    const holds = new RetryAfterHolds(claritalk({ sandbox: false }), undefined, () => now);
    for (let count = 0; count < 1_000; count += 1) holds.note(`s${count}`, 'default', { 'retry-after': '1' });
    now = 2_000;
    holds.note('ada', 'default', { 'retry-after': '1' });
    expect(refusalOf(holds, 's1')).toBeUndefined();
    expect(refusalOf(holds)).toBeDefined();
  });
});

describe('several people behind one gateway', () => {
  let world: World;
  let ada: string;
  let owen: string;
  const path = '/types/list';

  beforeEach(async () => {
    // Requests are held for as long as a busy machine needs.
    world = await World.start({ timeouts: defaultTimeouts });
    [ada, owen] = [await world.signIn(), await world.signIn()];
    world.upstream.received.length = 0;
  });
  afterEach(() => world.stop());

  test('one person’s 429 stops nobody else, and is not provoked twice', async () => {
    let limited = true;
    world.upstream.answer = (_request, response) =>
      limited
        ? json(
            response,
            429,
            { message: 'Too Many Attempts.' },
            { 'retry-after': '1', 'x-ratelimit-limit': '480' },
          )
        : json(response, 200, []);
    expect((await world.api(path, ada)).status).toBe(429);
    limited = false;
    const held = await world.api(path, ada);
    expect(held.status).toBe(429);
    expect(Object.fromEntries(held.headers)).toMatchObject({
      'retry-after': '1',
      'x-ratelimit-limit': '480',
      'x-ratelimit-remaining': '0',
      'cache-control': 'no-store',
    });
    expect(await held.json()).toEqual({
      message: 'Claritalk accepts no more requests for now.',
      refusal: { code: 'upstream-waits', values: { system: 'Claritalk' } },
    });
    expect(world.upstream.received.length).toBe(1);
    expect((await world.api(path, owen)).status).toBe(200);
    await sleep(1_000);
    expect((await world.api(path, ada)).status).toBe(200);
  });

  test('one person’s thousand requests leave places for the other', async () => {
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    let under = 0;
    let most = 0;
    world.upstream.answer = async (request, response) => {
      const greedy = request.headers.authorization === `Bearer ${world.tokenOf(ada)}`;
      if (greedy) {
        under += 1;
        most = Math.max(most, under);
        await opened;
        under -= 1;
      }
      json(response, 200, []);
    };
    const greedy = Array.from({ length: 300 }, () => world.api(path, ada));
    const refused = await Promise.race(greedy);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    // While all of that person's places are taken and none moves.
    for (let count = 0; count < 5; count += 1) expect((await world.api(path, owen)).status).toBe(200);
    open();
    const statuses = (await Promise.all(greedy)).map(({ status }) => status);
    expect(most).toBe(16);
    // Those that came after the first refusal found room again.
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(216);
    expect(statuses.every((status) => status === 200 || status === 429)).toBe(true);
  });

  test('a place is given back when its client goes away', async () => {
    world.upstream.answer = tokens();
    const reply = world.upstream.answer;
    world.upstream.answer = () => undefined;
    const leaving = new AbortController();
    const asked = Array.from({ length: 20 }, () =>
      world.api(path, ada, { signal: leaving.signal }).catch(() => 'gone'),
    );
    while (world.upstream.received.length < 16) await sleep(5);
    leaving.abort();
    await Promise.all(asked);
    world.upstream.answer = reply;
    const after = await Promise.all(Array.from({ length: 16 }, () => world.api(path, ada)));
    expect(after.map(({ status }) => status)).toEqual(new Array(16).fill(200));
  });
});
