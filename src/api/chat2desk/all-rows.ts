import { fields, list, number } from '#src/lib/reader.ts';
import { dataOf } from './wire.ts';

/** As many as Chat2Desk gives at a time. */
const pageRows = 200;

/** Reads a page of a list. @throws ApiError */
type ReadPage = (page: { readonly limit: number; readonly offset: number }) => Promise<unknown>;

/**
 * Returns every row of a list, in its order and each once, whatever is added or removed while it is read.
 * @throws ApiError
 */
export async function allRows<T extends { readonly id: number }>(
  readPage: ReadPage,
  normalise: (wire: unknown) => T | undefined,
): Promise<readonly T[]> {
  const found = new Map<number, T>();
  for (let offset = 0; ; offset += pageRows) {
    const wire = await readPage({ limit: pageRows, offset });
    const before = found.size;
    for (const row of list(dataOf(wire), normalise)) found.set(row.id, row);
    const total = number(fields(fields(wire).meta).total);
    const count = list(dataOf(wire), () => true).length;
    // One that does not go on gives what is known already.
    const isEnd = total === undefined ? count < pageRows : offset + pageRows >= total;
    if (isEnd || count === 0 || found.size === before) return [...found.values()];
  }
}
