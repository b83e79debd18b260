import type { ConnectedOperation } from '#contract/system.ts';

type Row = Pick<ConnectedOperation, 'name' | 'title' | 'upstreamMethod' | 'path'>;

/** Segments as a server may compare them, without what some of them leave out: the last slash, and the version. */
const segmentsOf = (path: string): readonly string[] =>
  path
    .toLowerCase()
    .split('/')
    .filter((segment) => segment !== '' && !/^v\d+$/.test(segment));

const isPlaceholder = (segment: string) => segment.startsWith(':');

/** Whether a path leads, or may lead, to where another one does: its last segments fit all of the other's. */
function leadsTo(path: readonly string[], other: readonly string[]): boolean {
  const last = path.slice(-other.length);
  return (
    last.length === other.length &&
    // What fills a placeholder is an id, and never the name of something else.
    other.every((segment, at) => last[at] === segment || isPlaceholder(segment))
  );
}

/**
 * Returns the operation that a path for a row would reach instead. Each has guards of its own, which are those of its row:
 * so no other row may lead to it.
 *
 * @param set paths that are set for other rows.
 */
export function takenBy(
  rows: readonly Row[],
  set: ReadonlyMap<string, string>,
  { name, upstreamMethod }: Row,
  path: string,
): Row | undefined {
  const own = segmentsOf(path);
  return rows.find((row) => {
    if (row.name === name || row.upstreamMethod !== upstreamMethod) return false;
    const paths = [row.path, set.get(row.name) ?? row.path];
    return paths.some((other) => leadsTo(own, segmentsOf(other)));
  });
}
