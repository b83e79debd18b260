const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Returns a response without fields that must stay in the gateway, however it is wrapped. A field is named on its own,
 * `access-token`, and is removed wherever it is; or after the object that it is in, `attributes.data`. Lists do not
 * count.
 */
export function withoutFields(answer: unknown, fields: readonly string[]): unknown {
  const copy = (value: unknown, within: string): unknown => {
    if (Array.isArray(value)) return value.map((item: unknown) => copy(item, within));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => !fields.includes(name) && !fields.includes(`${within}.${name}`))
        .map(([name, item]) => [name, copy(item, name)]),
    );
  };
  return fields.length === 0 ? answer : copy(answer, '');
}
