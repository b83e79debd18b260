import type { Statements, Value } from './database.ts';

const atOnce = 100;

/** Places for what {@link allOfMany} asks for at a time, before the other values: there is one statement, however many. */
export const manyPlaces = Array.from({ length: atOnce }, () => '?').join();

/**
 * Asks for many things, a hundred at a time.
 * @param none stands for nothing where there are fewer. @param values that follow
 */
export async function allOfMany<Row>(
  statements: Pick<Statements, 'all'>,
  sql: string,
  { of, none }: { readonly of: readonly Value[]; readonly none: Value },
  ...values: readonly Value[]
): Promise<readonly Row[]> {
  const found: Row[] = [];
  for (let at = 0; at < of.length; at += atOnce) {
    const some = of.slice(at, at + atOnce);
    const filled = [...some, ...Array.from({ length: atOnce - some.length }, () => none)];
    found.push(...(await statements.all<Row>(sql, ...filled, ...values)));
  }
  return found;
}
