import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stylesArrived } from './styles-arrived.ts';

class Link extends EventTarget {
  readonly sheet: CSSStyleSheet | null;

  constructor(sheet: unknown = null) {
    super();
    this.sheet = sheet as CSSStyleSheet | null;
  }
}

/** Whether it is over after this many ms. */
async function isOver(waiting: Promise<void>, ms: number): Promise<boolean> {
  let over = false;
  void waiting.then(() => {
    over = true;
  });
  await vi.advanceTimersByTimeAsync(ms);
  return over;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('waits for nothing when all are there', async () => {
  expect(await isOver(stylesArrived([new Link({}), new Link({})]), 0)).toBe(true);
});

test('waits for each that is on its way, whether it arrives or fails', async () => {
  const [arriving, failing] = [new Link(), new Link()];
  const waiting = stylesArrived([new Link({}), arriving, failing]);
  arriving.dispatchEvent(new Event('load'));
  expect(await isOver(waiting, 100)).toBe(false);
  failing.dispatchEvent(new Event('error'));
  expect(await isOver(waiting, 0)).toBe(true);
});

test('gives up on one that failed before anyone listened', async () => {
  const waiting = stylesArrived([new Link()]);
  expect(await isOver(waiting, 2_999)).toBe(false);
  expect(await isOver(waiting, 1)).toBe(true);
});
