import { list } from './reader.ts';
import { sleep } from './sleep.ts';

/** As many as keep nobody waiting on a slow device. */
const portion = 500;

/**
 * Like `list`, for lists of thousands: the browser answers clicks and keys between the portions.
 * @throws the signal's reason when it is aborted in the meantime.
 */
export async function listInPortions<T>(
  value: unknown,
  read: (item: unknown) => T | undefined,
  signal?: AbortSignal,
): Promise<T[]> {
  if (!Array.isArray(value) || value.length <= portion) return list(value, read);
  const items: T[] = [];
  for (let at = 0; at < value.length; at += portion) {
    items.push(...list(value.slice(at, at + portion), read));
    await sleep(0, signal);
  }
  return items;
}
