import { once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { OwnedRuns } from './owned-runs.ts';

let owned: AbortController;
/** What has begun and ended, in order. */
let steps: string[];
let failures: unknown[];
let heard: () => void;
/** What each run waits for, besides its end. */
let done: Map<string, PromiseWithResolvers<void>>;
let runs: OwnedRuns;
let attending: Promise<void>;
/** What is to be done. */
let ids: Set<string>;
let looks: number;
beforeEach(() => {
  owned = new AbortController();
  [steps, failures, done, ids, looks] = [[], [], new Map(), new Set(), 0];
  heard = () => expect.fail('nobody follows');
  runs = new OwnedRuns({
    signal: owned.signal,
    async run(id, signal) {
      steps.push(`begin ${id}`);
      const waiting = Promise.withResolvers<void>();
      done.set(id, waiting);
      await Promise.race([waiting.promise, once(signal, 'abort')]);
      steps.push(`end ${id}`);
    },
    failed: (error) => void failures.push(error),
    follow(hear) {
      heard = hear;
      return () => {
        heard = () => expect.fail('nobody follows');
      };
    },
  });
  attending = runs.attend(async () => {
    looks += 1;
    runs.match(ids);
    return undefined;
  });
});

test('begins what is to be done when it is heard, and ends what is not to be any longer', async () => {
  ids.add('a').add('b');
  heard();
  await expect.poll(() => steps).toEqual(['begin a', 'begin b']);
  ids.delete('a');
  heard();
  await expect.poll(() => steps).toEqual(['begin a', 'begin b', 'end a']);
  ids.add('a');
  heard();
  await expect.poll(() => steps.at(-1)).toBe('begin a');
  owned.abort();
  await attending;
  expect(steps.slice(-2).toSorted()).toEqual(['end a', 'end b']);
  expect(heard).toThrow('nobody follows');
});

test('what has ended and is still to be done is begun again at once; what failed not before it is looked at', async () => {
  ids.add('a');
  heard();
  await expect.poll(() => steps).toEqual(['begin a']);
  done.get('a')?.resolve();
  await expect.poll(() => steps).toEqual(['begin a', 'end a', 'begin a']);
  const before = looks;
  done.get('a')?.reject(new Error('the store is away'));
  await expect.poll(() => failures).toMatchObject([{ message: 'the store is away' }]);
  // It would have begun in one of these turns.
  for (let turn = 0; turn < 100; turn += 1) await nextTurn();
  expect([looks, steps.length]).toEqual([before, 3]);
  heard();
  await expect.poll(() => steps.at(-1)).toBe('begin a');
  owned.abort();
  await attending;
});

test('a look that fails ends everything, for whoever owns it to begin again', async () => {
  ids.add('a');
  heard();
  await expect.poll(() => steps).toEqual(['begin a']);
  const match = runs.match.bind(runs);
  runs.match = (now) => {
    match(now);
    throw new Error('the store is away');
  };
  heard();
  await expect(attending).rejects.toThrow('the store is away');
  expect(steps).toEqual(['begin a', 'end a']);
});
