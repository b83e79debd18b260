const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null);

/**
 * The next value with every part that equals the previous one replaced by it, so that unchanged data keeps its identity
 * and renders nothing. Like React Query's own structural sharing, which treats every Date as new.
 */
export function share<T>(previous: unknown, next: T): T {
  // Equal to `next` in all its parts, and so of its type.
  return shared(previous, next) as T;
}

/** Returns a function that replaces the parts of each value that equal the previous one by those of that one. */
export function createSharing<T>(): (next: T) => T {
  let last: T | undefined;
  return (next) => {
    last = share(last, next);
    return last;
  };
}

function shared(previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next)) return previous;
  if (previous instanceof Date && next instanceof Date) {
    return Object.is(previous.getTime(), next.getTime()) ? previous : next;
  }
  if (Array.isArray(previous) && Array.isArray(next)) {
    const items = next.map((item: unknown, index) => shared(previous[index], item));
    const same = previous.length === items.length && items.every((item, index) => item === previous[index]);
    return same ? previous : items;
  }
  if (isPlain(previous) && isPlain(next)) {
    const entries = Object.entries(next).map(([key, value]) => [key, shared(previous[key], value)] as const);
    const same =
      Object.keys(previous).length === entries.length &&
      entries.every(([key, value]) => Object.hasOwn(previous, key) && previous[key] === value);
    return same ? previous : Object.fromEntries(entries);
  }
  return next;
}
