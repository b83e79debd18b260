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

/** Calls `visit` for a node and everything in it, in the order of the source. */
export function walk(root: ESTree.Node, visit: Visit, ancestors: readonly ESTree.Node[] = []): void {
  visit(root, ancestors);
  const inner = [root, ...ancestors];
  for (const value of Object.values(root))
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, visit, inner);
}

/** All nodes of a kind in the tree. */
export function all<Type extends ESTree.Node['type']>(root: ESTree.Node, type: Type) {
  const found: Extract<ESTree.Node, { type: Type }>[] = [];
  walk(root, (node) => {
    if (node.type === type) found.push(node as Extract<ESTree.Node, { type: Type }>);
  });
  return found;
}

/** Product code of the page: no specs and nothing that only tests use. */
export const isPage = (path: string) =>
  path.startsWith('src/') && !path.includes('.spec.') && !path.includes('/testing/');
