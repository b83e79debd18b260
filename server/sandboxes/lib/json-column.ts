import * as v from 'valibot';

/** A column that holds JSON, by the schema of what it was made from. */
export const jsonColumn = <const S extends v.GenericSchema>(schema: S) =>
  v.pipe(v.string(), v.parseJson(), schema);

/** A column that holds JSON as someone wrote it: it is answered as it is, however odd, and its type is what is usual. */
export const jsonAsItIs = <T>() =>
  v.pipe(
    v.string(),
    v.parseJson(),
    v.custom<T>(() => true),
  );
