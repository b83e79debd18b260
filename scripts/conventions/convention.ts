import type { ESTree } from 'vite';

/** A place in a file that breaks a convention. */
export interface Offence {
  readonly node: { readonly start: number };
  /** What is there, and what to write instead. */
  readonly message: string;
}

/** A rule about how the source is written, checked on the syntax tree of each file (`src/conventions.spec.ts`). */
export interface Convention {
  readonly name: string;
  /** Whether the rule holds for a file; `path` from the root of the project, such as `src/ui/dialog/dialog.tsx`. */
  readonly applies: (path: string) => boolean;
  readonly check: (program: ESTree.Program, source: string, path: string) => readonly Offence[];
  /** Code that must be refused, one offence each: a rule that cannot fire proves nothing. */
  readonly refused: readonly string[];
  /** Code close to it that must pass. */
  readonly accepted: readonly string[];
}

/** A node of any kind, with its ancestors, innermost first. */
export type Visit = (node: ESTree.Node, ancestors: readonly ESTree.Node[]) => void;

const isNode = (value: unknown): value is ESTree.Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const none: readonly ESTree.Node[] = [];

/** Calls `visit` for a node and everything in it, in the order of the source. */
export function walk(root: ESTree.Node, visit: Visit, ancestors: readonly ESTree.Node[] = none): void {
  visit(root, ancestors);
  // To list the ancestors of each node of the source takes longer than to visit them all.
  const inner = visit.length > 1 ? [root, ...ancestors] : none;
  for (const key in root) {
    const value: unknown = root[key as keyof typeof root];
    if (Array.isArray(value)) {
      for (const child of value) if (isNode(child)) walk(child, visit, inner);
    } else if (isNode(value)) walk(value, visit, inner);
  }
}

/** The nodes of whole files by their kind: many rules look through the same ones. */
const indexes = new WeakMap<ESTree.Node, ReadonlyMap<string, ESTree.Node[]>>();

function indexOf(program: ESTree.Node): ReadonlyMap<string, ESTree.Node[]> {
  const known = indexes.get(program);
  if (known) return known;
  const index = new Map<string, ESTree.Node[]>();
  walk(program, (node) => {
    const alike = index.get(node.type);
    if (alike) alike.push(node);
    else index.set(node.type, [node]);
  });
  indexes.set(program, index);
  return index;
}

/** All nodes of a kind in the tree. */
export function all<Type extends ESTree.Node['type']>(root: ESTree.Node, type: Type) {
  type Found = Extract<ESTree.Node, { type: Type }>;
  if (root.type === 'Program') return (indexOf(root).get(type) ?? []) as Found[];
  const found: Found[] = [];
  walk(root, (node) => {
    if (node.type === type) found.push(node as Found);
  });
  return found;
}

/** Product code of the page: no specs and nothing that only tests use. */
export const isPage = (path: string) =>
  path.startsWith('src/') && !path.includes('.spec.') && !path.includes('/testing/');
