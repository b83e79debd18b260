/**
 * Keys of records that this code writes out, by the names that their type has: `Object.keys` and `Object.entries` know
 * only texts. Not for foreign data, which may have other keys.
 */
export function keysOf<T extends object>(record: T): Extract<keyof T, string>[] {
  const keys: Extract<keyof T, string>[] = [];
  for (const key in record) if (Object.hasOwn(record, key)) keys.push(key);
  return keys;
}

/** Such keys with their values. */
export const entriesOf = <T extends object>(record: T) =>
  keysOf(record).map((key) => [key, record[key]] as const);

/** Whether a record has a key, whatever it is. */
export const isKeyOf = <T extends object>(record: T, key: PropertyKey): key is keyof T =>
  Object.hasOwn(record, key);
