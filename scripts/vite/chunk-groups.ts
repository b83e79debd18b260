import { basename } from 'node:path';
import type { Rolldown } from 'vite';
import { directImports } from './direct-imports.ts';
import { mergedUnits } from './merge-units.ts';

/** What the code splitter tells of a module. */
type GetModuleInfo = (id: string) => Rolldown.ModuleInfo | null;

/** The splitter wants all groups in advance; those that stay empty make no file. */
const lazyGroups = Array.from({ length: 300 }, (_, index) => `lazy-${index + 1}`);

/**
 * Few files instead of many small ones: each file costs the browser's main thread time, whatever its size, and small
 * files compress worse than a large one.
 *
 * - `boot`: what runs before the application, with its libraries
 * - `vendor`: libraries of the application
 * - `main`: the application's own code that every page needs
 * - `fields`: controls of the list of meetings, which most pages have too
 * - `first`: what else the list shares with other pages
 * - `page`: the list itself
 * - `controls`: those that only other pages have
 * - what only some pages need, in as few files as that allows without loading much in vain (`mergedUnits`)
 *
 * Each group imports only from earlier ones, so nothing circles.
 *
 * @returns groups for `build.rolldownOptions.output.codeSplitting`.
 */
export function chunkGroups() {
  let groups: Map<string, string> | undefined;
  const fileNames = new Map<string, string>();
  const name = (group: string) => (id: string, context: { getModuleInfo: GetModuleInfo }) => {
    groups ??= groupModules((module) => context.getModuleInfo(module), id, fileNames);
    return groups.get(id) === group ? (fileNames.get(group) ?? group) : null;
  };
  const inOrder = ['boot', 'vendor', 'main', 'fields', 'first', 'page', 'controls', ...lazyGroups];
  return {
    groups: inOrder.map((group, index) => ({
      debugName: group,
      name: name(group),
      priority: inOrder.length - index,
    })),
  };
}

/** Divides all modules; the names of lazy files go into `fileNames` by group. */
function groupModules(
  getModuleInfo: GetModuleInfo,
  anyId: string,
  fileNames: Map<string, string>,
): Map<string, string> {
  const imports = directImports(getModuleInfo);
  const everything = reachable([rootOf(getModuleInfo, anyId)], (id) => [
    ...imports(id),
    ...(getModuleInfo(id)?.dynamicallyImportedIds ?? []),
  ]);
  const closure = (ending: string) => {
    const id = [...everything].find((module) => module.endsWith(ending));
    if (!id) throw new Error(`chunk-groups: there is no ${ending}`);
    return reachable([id], imports);
  };
  const boot = closure('/src/boot.ts');
  const main = closure('/src/main.tsx');
  const list = closure('/src/features/meetings/list/meetings-page.tsx');

  const lazy = [...everything].filter((id) => (getModuleInfo(id)?.dynamicImporters.length ?? 0) > 0);
  const elsewhere = reachable(
    lazy.filter((id) => !list.has(id) && !main.has(id)),
    imports,
  );

  const groupOf = (id: string) => {
    if (boot.has(id)) return 'boot';
    if (main.has(id)) return id.includes('/node_modules/') ? 'vendor' : 'main';
    const isControl = id.includes('/node_modules/@mantine/');
    if (list.has(id)) return isControl ? 'fields' : elsewhere.has(id) ? 'first' : 'page';
    return isControl ? 'controls' : undefined;
  };
  const groups = new Map<string, string>();
  for (const id of everything) {
    const group = groupOf(id);
    if (group) groups.set(id, group);
  }
  const sizeOf = (id: string) => getModuleInfo(id)?.code?.length ?? 0;
  const units = mergedUnits({
    modules: [...everything].filter((id) => !groups.has(id) && !isCatalogue(id)),
    roots: lazy.filter((id) => !groups.has(id)),
    imports,
    size: sizeOf,
    weight: weightOf,
  });
  for (const [index, { modules }] of units.entries()) {
    const group = lazyGroups[index];
    if (group === undefined) throw new Error(`chunk-groups: ${units.length} files are too many`);
    for (const id of modules) groups.set(id, group);
    // Named after what is asked for by itself, else after what weighs most.
    const named =
      modules.find((id) => lazy.includes(id)) ?? modules.toSorted((a, b) => sizeOf(b) - sizeOf(a))[0];
    fileNames.set(group, basename(named ?? group).replace(/\.\w+$/, ''));
  }
  return groups;
}

/** Pages with a budget of their own (scripts/budget.mjs) weigh most; what a page opens later weighs least. */
function weightOf(root: string): number {
  if (/\/(overview-page|record-page|create-engine)\.tsx?$/.test(root)) return 12;
  return root.endsWith('-page.tsx') ? 1 : 0.3;
}

/** Texts of one language: the others are not needed with them. */
const isCatalogue = (id: string) => id.endsWith('.json');

/** Follows importers up to the entry of the document. */
function rootOf(getModuleInfo: GetModuleInfo, id: string): string {
  const above = reachable([id], (module) => {
    const info = getModuleInfo(module);
    return [...(info?.importers ?? []), ...(info?.dynamicImporters ?? [])];
  });
  const root = [...above].find((module) => getModuleInfo(module)?.isEntry);
  if (!root) throw new Error(`chunk-groups: nothing leads to ${id}`);
  return root;
}

function reachable(from: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const seen = new Set(from);
  for (const id of seen) for (const other of next(id)) seen.add(other);
  return seen;
}
