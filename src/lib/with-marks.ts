/**
 * Returns each of these with what tells it from the others: its name, and from the second of a name on a number as well,
 * so that a name that was kept as a mark still marks the first of it.
 */
export function withMarks<Named extends { readonly name: string }>(
  all: readonly Named[],
): readonly (readonly [mark: string, one: Named])[] {
  const counts = new Map<string, number>();
  return all.map((one) => {
    const count = (counts.get(one.name) ?? 0) + 1;
    counts.set(one.name, count);
    return [count === 1 ? one.name : `${one.name}\n${count}`, one];
  });
}
