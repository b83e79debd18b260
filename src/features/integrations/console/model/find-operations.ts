/** What an operation is found by. */
interface Findable {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly resource: string;
  readonly path: string;
}

export interface OperationGroup<O> {
  readonly resource: string;
  readonly operations: readonly O[];
}

const lower = (text: string) => text.toLowerCase();

/**
 * Operations that contain all words that were typed, in any order and as parts of words, by resource. Matches in titles
 * come before matches elsewhere.
 */
export function findOperations<O extends Findable>(
  operations: readonly O[],
  typed: string,
): readonly OperationGroup<O>[] {
  const words = lower(typed).split(/\s+/).filter(Boolean);
  const groups = new Map<string, { readonly inTitle: O[]; readonly elsewhere: O[] }>();
  for (const operation of operations) {
    const { name, title, about, resource, path } = operation;
    const named = lower(`${title} ${name} ${resource}`);
    const all = `${named} ${lower(`${about} ${path}`)}`;
    if (!words.every((word) => all.includes(word))) continue;
    const group = groups.get(resource) ?? { inTitle: [], elsewhere: [] };
    groups.set(resource, group);
    (words.every((word) => named.includes(word)) ? group.inTitle : group.elsewhere).push(operation);
  }
  return [...groups].map(([resource, { inTitle, elsewhere }]) => ({
    resource,
    operations: [...inTitle, ...elsewhere],
  }));
}
