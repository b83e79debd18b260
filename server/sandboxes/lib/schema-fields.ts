/** What a schema of Valibot says of its fields. */
const partOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** Without what only says that it may be missing, and as one of them where it is a list. */
function bare(schema: unknown): unknown {
  const inner = partOf(schema, 'wrapped') ?? partOf(schema, 'item');
  return inner === undefined ? schema : bare(inner);
}

/** The schema of a field inside of others; undefined when there is none. Lists are gone into. */
export const schemaAt = (schema: unknown, ...path: readonly string[]): unknown =>
  path.reduce((found: unknown, name) => partOf(partOf(bare(found), 'entries'), name), schema);

/** Names of the fields of an object’s schema; none when it is something else. */
export const fieldNames = (schema: unknown): readonly string[] =>
  Object.keys(Object(partOf(bare(schema), 'entries') ?? {}));
