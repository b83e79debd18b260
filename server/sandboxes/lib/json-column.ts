import * as v from 'valibot';

/** A column that holds JSON, by the schema of what it was made from. */
export const jsonColumn = <const S extends v.GenericSchema>(schema: S) =>
  v.pipe(v.string(), v.parseJson(), schema);
