import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { importKey, Vault } from '../vault/vault.ts';
import { memoryStorage } from './memory-storage.ts';
import { openStorage } from './open-storage.ts';
import type { IndexStorage } from './storage.ts';

const vault = new Vault(await importKey(new Uint8Array(32).fill(7)), 'ada');

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('a browser that never opens the database has its records in memory; one that opens it late lets go of it', async () => {
  const late = Promise.withResolvers<IndexStorage>();
  const close = vi.fn();
  const opening = openStorage(vault, () => late.promise);
  await vi.advanceTimersByTimeAsync(5_000);
  const storage = await opening;
  await storage.write(new Map([['head', { listed: 3 }]]));
  expect(await storage.read('head')).toEqual({ listed: 3 });
  late.resolve({ ...memoryStorage(vault), close });
  await vi.advanceTimersByTimeAsync(0);
  expect(close).toHaveBeenCalledOnce();
  expect(await storage.read('head')).toEqual({ listed: 3 });
});

it('the database is used as soon as it is open, and a browser without any says so', async () => {
  const slow = memoryStorage(vault);
  const opening = openStorage(vault, async () => {
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    return slow;
  });
  await vi.advanceTimersByTimeAsync(4_000);
  expect(await opening).toBe(slow);
  const none = openStorage(vault, () => Promise.reject(new Error('no storage')));
  await expect(none).rejects.toThrow('no storage');
});
