import { expect, onTestFinished, test } from 'vitest';
import type { PushStore } from '../webhooks/push-store.ts';
import type { AccessChecks } from './access-checks.ts';
import { EventHub } from './event-hub.ts';

/** A hub without streams, in front of a store that does what it is told. */
function hubOf(
  store: Partial<PushStore>,
  existing: (ids: readonly string[]) => Promise<ReadonlySet<string>> = async (ids) => new Set(ids),
): EventHub {
  const given = { onEvents: () => undefined, lastEvent: async () => 0, ...store };
  const hub = new EventHub({ store: given as PushStore, readers: {} as AccessChecks, existing });
  onTestFinished(() => hub.close());
  return hub;
}

test('where it cannot be looked up whether sessions still exist, nothing is told, and nothing ends for it', async () => {
  const unheard: unknown[] = [];
  const note = (error: unknown) => unheard.push(error);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  const first = Promise.withResolvers<ReadonlySet<string>>();
  const hub = hubOf({}, ([id]) => (id === 'slow' ? first.promise : Promise.reject(new Error('unreachable'))));
  hub.tell('slow', { type: 'resync' });
  hub.tell('failing', { type: 'resync' });
  await new Promise((resolve) => setImmediate(resolve));
  first.resolve(new Set());
  await new Promise((resolve) => setImmediate(resolve));
  expect(unheard).toEqual([]);
});

test('however often something is announced while the store cannot be read, there is one attempt a second', async () => {
  let attempts = 0;
  const hub = hubOf({
    async nextEvents() {
      attempts += 1;
      throw new Error('unreachable');
    },
  });
  for (let count = 1; count <= 20; count += 1) {
    hub.announce();
    await expect.poll(() => attempts, { interval: 1 }).toBe(count);
  }
  const started = performance.now();
  await expect.poll(() => attempts, { interval: 10, timeout: 3_000 }).toBe(22);
  expect(performance.now() - started).toBeGreaterThan(1_500);
});
