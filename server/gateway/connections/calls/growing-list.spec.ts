import { expect, test } from 'vitest';
import { GrowingList, type Part } from './growing-list.ts';

/** A system with so many rows, and what is asked of it. */
function listOf(count: number, staleMs = 0) {
  const rows = Array.from({ length: count }, (_, at) => ({ id: String(count - at) }));
  const asked: Part[] = [];
  const system = { rows, asked, now: 0, fails: false, gate: Promise.resolve() };
  const list = new GrowingList<{ readonly id: string }>({
    now: () => system.now,
    headSize: 100,
    heldMs: 20_000,
    staleMs,
    read: async (part) => {
      asked.push(part);
      if (part.limit !== 100 || staleMs > 0) await system.gate;
      if (system.fails) throw new Error('down');
      return system.rows.slice(part.offset, part.offset + part.limit);
    },
  });
  return { system, list };
}

const sizeOf = async (list: GrowingList<{ readonly id: string }>) => {
  const { rows, isComplete } = await list.grown();
  return [rows.size, isComplete];
};

test('a short list is one request', async () => {
  const { system, list } = listOf(99);
  expect(await sizeOf(list)).toEqual([99, true]);
  expect(system.asked).toEqual([{ limit: 100, offset: 0 }]);
});

test('the beginning of a long list is there before the rest, which follows', async () => {
  const { system, list } = listOf(1_000);
  let open = () => {};
  system.gate = new Promise((resolve) => {
    open = resolve;
  });
  expect(await sizeOf(list)).toEqual([100, false]);
  open();
  await expect.poll(() => sizeOf(list)).toEqual([1_000, true]);
  // Once, however many ask.
  expect(system.asked.map(({ offset }) => offset)).toEqual([0, 0, 250, 500, 750, 1_000]);
});

test('what is new is there after a while, what is gone after a longer one', async () => {
  const { system, list } = listOf(300);
  await expect.poll(() => sizeOf(list)).toEqual([300, true]);
  system.rows = [{ id: 'new' }, ...system.rows.slice(0, -1)];
  expect(await sizeOf(list)).toEqual([300, true]);
  system.now += 21_000;
  expect(await sizeOf(list)).toEqual([301, true]);
  system.now += 15 * 60_000;
  await list.grown();
  await expect.poll(() => sizeOf(list)).toEqual([300, true]);
});

test('more that is new than the beginning shows is read, too', async () => {
  const { system, list } = listOf(300);
  await expect.poll(() => sizeOf(list)).toEqual([300, true]);
  system.rows = [...Array.from({ length: 150 }, (_, at) => ({ id: `new ${at}` })), ...system.rows];
  system.now += 21_000;
  expect((await sizeOf(list))[1]).toBe(false);
  await expect.poll(() => sizeOf(list)).toEqual([450, true]);
});

test('what cannot be read is said where nothing is known, and read again later', async () => {
  const { system, list } = listOf(300);
  system.fails = true;
  await expect(list.grown()).rejects.toThrow('down');
  system.fails = false;
  let fail = (_: Error) => {};
  system.gate = new Promise((_, reject) => {
    fail = reject;
  });
  expect(await sizeOf(list)).toEqual([100, false]);
  fail(new Error('down'));
  await system.gate.catch(() => undefined);
  system.gate = Promise.resolve();
  expect(await sizeOf(list)).toEqual([100, false]);
  system.now += 5_000;
  await expect.poll(() => sizeOf(list)).toEqual([300, true]);
});

test('a reading that stops continues where it stopped', async () => {
  const { system, list } = listOf(1_000);
  let failing = 500;
  const { rows } = system;
  Object.defineProperty(system, 'rows', {
    get: () => {
      if (system.asked.at(-1)?.offset !== failing) return rows;
      throw new Error('down');
    },
  });
  expect(await sizeOf(list)).toEqual([100, false]);
  await expect.poll(() => sizeOf(list)).toEqual([500, false]);
  failing = -1;
  system.now += 5_000;
  await expect.poll(() => sizeOf(list)).toEqual([1_000, true]);
  expect(system.asked.map(({ offset }) => offset)).toEqual([0, 0, 250, 500, 500, 750, 1_000]);
});

test('nobody waits for a newer beginning while what is known is young enough, unless it was changed here', async () => {
  const { system, list } = listOf(3, 60_000);
  expect(await sizeOf(list)).toEqual([3, true]);
  system.rows.unshift({ id: '4' });
  system.now = 20_000;
  let open = () => {};
  system.gate = new Promise((resolve) => {
    open = resolve;
  });
  expect(await sizeOf(list)).toEqual([3, true]);
  open();
  expect(await sizeOf(list)).toEqual([4, true]);
  system.rows.unshift({ id: '5' });
  list.forget();
  expect(await sizeOf(list)).toEqual([5, true]);
  system.rows.unshift({ id: '6' });
  system.now = 80_000;
  expect(await sizeOf(list)).toEqual([6, true]);
});

test('what could not be read behind what is known is said to whoever asks next', async () => {
  const { system, list } = listOf(3, 60_000);
  await list.grown();
  system.fails = true;
  system.now = 20_000;
  expect(await sizeOf(list)).toEqual([3, true]);
  await expect(list.grown()).rejects.toThrow('down');
});
