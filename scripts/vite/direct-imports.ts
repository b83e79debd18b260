import { dirname, resolve } from 'node:path';
import { parseSync, type Rolldown } from 'vite';

/** What the build tells of a module. */
type GetModuleInfo = (id: string) => Pick<Rolldown.ModuleInfo, 'code' | 'importedIds'> | null;

/** One name that a module takes from another, or passes on; `from` is how the other is written there. */
interface Taken {
  readonly from: string;
  /** Undefined: everything. */
  readonly name: string | undefined;
  /** As what it is passed on; undefined where it is not, or under its own name with all others. */
  readonly as: string | undefined;
}

interface Names {
  /** It only passes on what others define. */
  readonly isIndex: boolean;
  readonly imports: readonly Taken[];
  readonly exports: readonly Taken[];
  /** What it exports of its own. */
  readonly own: ReadonlySet<string>;
}

/**
 * Where the names that a module imports are defined. A library's index imports the whole library: whoever takes a button
 * from it would otherwise seem to need all of its components.
 *
 * @returns a function that returns the modules a module needs, without the indexes between them.
 */
export function directImports(getModuleInfo: GetModuleInfo): (id: string) => readonly string[] {
  const namesOf = remembered((id: string) => readNames(id, getModuleInfo(id)?.code ?? ''));
  const imports = (id: string) => getModuleInfo(id)?.importedIds ?? [];
  const isIndex = (id: string) => id.includes('/node_modules/') && namesOf(id).isIndex;

  /** The modules behind a name of an index; undefined if it has no such name. */
  const definedIn = (index: string, name: string): readonly string[] | undefined => {
    for (const { from, name: inside, as } of namesOf(index).exports) {
      if (as !== undefined && as !== name) continue;
      const target = targetOf(index, from, imports(index));
      if (as !== undefined) return isIndex(target) ? behind(target, inside) : [target];
      const found = isIndex(target) ? definedIn(target, name) : namesOf(target).own.has(name) && [target];
      if (found) return found;
    }
    return undefined;
  };
  const behind = (index: string, name: string | undefined): readonly string[] =>
    (name === undefined ? undefined : definedIn(index, name)) ?? imports(index);

  return remembered((id: string) => {
    const indexes = new Set(imports(id).filter(isIndex));
    if (indexes.size === 0) return imports(id);
    const direct = imports(id).filter((target) => !indexes.has(target));
    const { imports: taken, exports } = namesOf(id);
    for (const { from, name } of [...taken, ...exports]) {
      const target = targetOf(id, from, imports(id));
      if (indexes.has(target)) direct.push(...behind(target, name));
    }
    return direct;
  });
}

function remembered<T>(work: (id: string) => T): (id: string) => T {
  const known = new Map<string, T>();
  return (id) => {
    const value = known.get(id) ?? work(id);
    known.set(id, value);
    return value;
  };
}

/** Which of the modules that one imports is meant by how it is written there. */
function targetOf(id: string, from: string, imported: readonly string[]): string {
  const target = from.startsWith('.')
    ? resolve(dirname(id), from)
    : imported.find((one) => one.includes(`/node_modules/${from}/`));
  return target ?? from;
}

function readNames(id: string, code: string): Names {
  const { program, module } = parseSync(id, code, { lang: 'js' });
  const imports = module.staticImports.flatMap(({ moduleRequest, entries }) =>
    entries.map(({ importName }) => ({
      from: moduleRequest.value,
      name: importName.kind === 'Default' ? 'default' : (importName.name ?? undefined),
      as: undefined,
    })),
  );
  const entries = module.staticExports.flatMap((one) => one.entries);
  return {
    isIndex: program.body.every(
      (one) =>
        (one.type === 'ImportDeclaration' && one.specifiers.length > 0) ||
        one.type === 'ExportAllDeclaration' ||
        (one.type === 'ExportNamedDeclaration' && !one.declaration) ||
        (one.type === 'ExpressionStatement' && Boolean(one.directive)),
    ),
    imports,
    exports: entries.flatMap(({ moduleRequest, importName, exportName }) =>
      moduleRequest
        ? [
            {
              from: moduleRequest.value,
              name: importName.name ?? undefined,
              as: exportName.name ?? undefined,
            },
          ]
        : [],
    ),
    own: new Set(
      entries.flatMap(({ moduleRequest, exportName }) => (moduleRequest ? [] : (exportName.name ?? []))),
    ),
  };
}
