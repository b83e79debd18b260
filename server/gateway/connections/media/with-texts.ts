import { type Fields, isObject } from '../fields.ts';

/**
 * The same with other texts in some fields, which are named as in `without-fields.ts`. What has none of them is the very
 * same value, so that most responses are passed on as they came.
 */
export function withTexts(
  value: unknown,
  fields: readonly string[],
  change: (text: string) => string,
): unknown {
  const copy = (item: unknown, name: string, within: string): unknown => {
    if (typeof item === 'string')
      return fields.includes(name) || fields.includes(`${within}.${name}`) ? change(item) : item;
    if (Array.isArray(item)) {
      const copies = item.map((one: unknown) => copy(one, name, within));
      return copies.every((one, at) => one === item[at]) ? item : copies;
    }
    if (!isObject(item)) return item;
    let changed: Fields | undefined;
    for (const [own, field] of Object.entries(item)) {
      const copied = copy(field, own, name);
      if (copied !== field) changed = { ...(changed ?? item), [own]: copied };
    }
    return changed ?? item;
  };
  return fields.length === 0 ? value : copy(value, '', '');
}
