import type { Organisation } from '#src/api/claritalk/organisations.ts';

/** A line of the tree, counted as assistive technology expects. */
export interface TreeRow {
  readonly organisation: Organisation;
  readonly parent: string | undefined;
  /** 1-based. */
  readonly level: number;
  /** 1-based, among its siblings. */
  readonly position: number;
  readonly siblings: number;
  /** Undefined without children. */
  readonly expanded: boolean | undefined;
}

/** Deeper ones are closed at first, so that a large tree fits the screen. */
const openLevels = 2;

/** The organisations that are closed at first. */
export function closedAtFirst(tree: readonly Organisation[], level = 1): string[] {
  return tree.flatMap(({ uuid, children }) => [
    ...(children.length > 0 && level > openLevels ? [uuid] : []),
    ...closedAtFirst(children, level + 1),
  ]);
}

/** The visible lines, from top to bottom. */
export function visibleRows(
  tree: readonly Organisation[],
  closed: ReadonlySet<string>,
  parent?: string,
  level = 1,
): TreeRow[] {
  return tree.flatMap((organisation, index) => {
    const { uuid, children } = organisation;
    const expanded = children.length === 0 ? undefined : !closed.has(uuid);
    const row = { organisation, parent, level, position: index + 1, siblings: tree.length, expanded };
    return [row, ...(expanded ? visibleRows(children, closed, uuid, level + 1) : [])];
  });
}

/** An organisation and those above it, the highest first; empty when it is not there. */
export function lineOf(tree: readonly Organisation[], uuid: string): readonly Organisation[] {
  for (const organisation of tree) {
    if (organisation.uuid.toLowerCase() === uuid.toLowerCase()) return [organisation];
    const below = lineOf(organisation.children, uuid);
    if (below.length > 0) return [organisation, ...below];
  }
  return [];
}

/** What a key does in a tree: go to a line, or open or close the current one. */
export type TreeMove =
  | { readonly go: string }
  | { readonly toggle: string }
  | { readonly open: readonly string[] };

/**
 * The keys of a tree view (WAI-ARIA Authoring Practices). A letter goes to the next line that begins with it.
 * @returns undefined for keys that mean nothing here.
 */
export function moveOf(key: string, rows: readonly TreeRow[], current: string): TreeMove | undefined {
  const at = rows.findIndex(({ organisation }) => organisation.uuid === current);
  const row = rows[at];
  if (!row) return undefined;
  const to = (target: TreeRow | undefined) => target && { go: target.organisation.uuid };
  switch (key) {
    case 'ArrowDown':
      return to(rows[at + 1]);
    case 'ArrowUp':
      return to(rows[at - 1]);
    case 'Home':
      return to(rows[0]);
    case 'End':
      return to(rows.at(-1));
    case 'ArrowRight':
      if (row.expanded === undefined) return undefined;
      return row.expanded ? to(rows[at + 1]) : { toggle: current };
    case 'ArrowLeft':
      if (row.expanded) return { toggle: current };
      return row.parent === undefined ? undefined : { go: row.parent };
    case 'Enter':
    case ' ':
      return row.expanded === undefined ? undefined : { toggle: current };
    case '*':
      return {
        open: rows
          .filter(({ parent, expanded }) => parent === row.parent && expanded === false)
          .map(({ organisation }) => organisation.uuid),
      };
    default:
      return to(nextWith(key, rows, at));
  }
}

function nextWith(key: string, rows: readonly TreeRow[], at: number): TreeRow | undefined {
  if ([...key].length !== 1) return undefined;
  const around = [...rows.slice(at + 1), ...rows.slice(0, at)];
  return around.find(({ organisation }) => organisation.name.toLowerCase().startsWith(key.toLowerCase()));
}
