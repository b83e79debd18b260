/** Fields of JSON by their path: `data.attributes.name`. Lists have no names. */

export type Fields = Record<string, unknown>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function fieldAt(value: unknown, path: string): unknown {
  let at = value;
  for (const name of path.split('.')) at = isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  return at;
}

/** Returns the same with a field filled in; what is not an object where one belongs stays, and is refused later. */
export function withField(value: unknown, path: string, filled: unknown): unknown {
  const [name = '', ...below] = path.split('.');
  if (value !== undefined && !isObject(value)) return value;
  const field = value && Object.hasOwn(value, name) ? value[name] : undefined;
  return { ...value, [name]: below.length === 0 ? filled : withField(field, below.join('.'), filled) };
}

/** Returns the values of all fields with that name, at any depth. */
export function valuesOf(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => valuesOf(item, name));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([own, item]) => [
    ...(own === name ? [item] : []),
    ...valuesOf(item, name),
  ]);
}

/** The same with asterisks for a text, wherever it stands. */
export function withoutText(value: unknown, text: string): unknown {
  if (typeof value === 'string') return value.replaceAll(text, '*'.repeat(text.length));
  if (Array.isArray(value)) return value.map((item: unknown) => withoutText(item, text));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withoutText(item, text)]));
}
