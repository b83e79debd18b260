import { describe, expect, test } from 'vitest';
import { sleepingPage } from '../testing/sleeping-page.ts';
import { heldLocks, holdWhileAwake, oneAtATime, tryHold } from './tab-locks.ts';

/** Everything that is due has happened: locks are passed on by another thread. */
const settled = async (name: string, held: boolean) =>
  expect.poll(async () => (await heldLocks()).has(name)).toBe(held);

const never = new Promise<never>(() => undefined);

describe('a lock for one task at a time', () => {
  test('makes the second wait for the first, and passes on what they return or throw', async () => {
    const name = crypto.randomUUID();
    const order: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = oneAtATime(name, {}, async () => {
      await gate.promise;
      order.push('first');
      throw new Error('broken');
    });
    const second = oneAtATime(name, {}, () => order.push('second'));
    gate.resolve();
    await expect(first).rejects.toThrow('broken');
    await expect(second).resolves.toBe(2);
    expect(order).toEqual(['first', 'second']);
    await settled(name, false);
  });

  test('is not waited for by one that was aborted', async () => {
    const name = crypto.randomUUID();
    const release = await tryHold(name);
    const abort = new AbortController();
    const waiting = oneAtATime(name, { signal: abort.signal }, () => 'done');
    abort.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(oneAtATime(name, { signal: abort.signal }, () => 'done')).rejects.toThrow('enough');
    release?.();
  });

  test('of a page that falls asleep in its task is free for others; the task continues when it wakes', async () => {
    const name = crypto.randomUUID();
    const page = sleepingPage();
    const gate = Promise.withResolvers<string>();
    const begun = Promise.withResolvers<void>();
    const sleeper = oneAtATime(
      name,
      {},
      () => {
        begun.resolve();
        return gate.promise;
      },
      page.life,
    );
    await begun.promise;
    page.freeze();
    await expect(oneAtATime(name, {}, () => 'mine')).resolves.toBe('mine');
    page.resume();
    gate.resolve('late');
    await expect(sleeper).resolves.toBe('late');
    await settled(name, false);
  });

  test('is not held by a sleeping page that was waiting; its task runs when it is awake', async () => {
    const name = crypto.randomUUID();
    const page = sleepingPage();
    const release = await tryHold(name);
    let ran = 0;
    const waiting = oneAtATime(name, {}, () => (ran += 1), page.life);
    page.hide();
    release?.();
    await expect(oneAtATime(name, {}, () => ran)).resolves.toBe(0);
    page.show();
    await expect(waiting).resolves.toBe(1);
  });
});

test('a lock that is held while awake is let go for a sleep and taken again', async () => {
  const name = crypto.randomUUID();
  const page = sleepingPage();
  const end = holdWhileAwake(name, 'exclusive', page.life);
  await settled(name, true);
  page.hide();
  await expect(oneAtATime(name, {}, () => 'free')).resolves.toBe('free');
  page.show();
  await settled(name, true);
  end();
  await settled(name, false);
});

test('trying for a lock that someone holds says so at once', async () => {
  const name = crypto.randomUUID();
  void oneAtATime(name, {}, () => never);
  await settled(name, true);
  await expect(tryHold(name)).resolves.toBeUndefined();
});
