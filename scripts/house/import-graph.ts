import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { type ESTree, parseSync } from 'vite';
import { walk } from '../conventions/convention.ts';

/** A code file of the project as the rules of the house see it. */
export interface CodeFile {
  /** From the root of the project, such as `src/ui/dialog/dialog.tsx`. */
  readonly path: string;
  readonly source: string;
  readonly program: ESTree.Program;
  /** Paths of the project's files that it imports: static, type-only and dynamic imports, re-exports and workers. */
  readonly imports: readonly string[];
}

const aliases = /^#(?=src\/|contract\/)/;

/** Where an import leads: a path from the root of the project, or undefined for a package. */
function target(from: string, specifier: string): string | undefined {
  if (aliases.test(specifier)) return specifier.replace(aliases, '');
  return specifier.startsWith('.') ? normalize(join(dirname(from), specifier)) : undefined;
}

const isString = (node: ESTree.Node | null | undefined): node is ESTree.StringLiteral =>
  node?.type === 'Literal' && typeof node.value === 'string';

/** Whatever names another file. */
function specifierOf(node: ESTree.Node): string | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return isString(node.source) ? node.source.value : undefined;
    case 'NewExpression': {
      // new Worker(new URL('./spool.worker.ts', import.meta.url))
      const [path] = node.arguments;
      const isUrl = node.callee.type === 'Identifier' && node.callee.name === 'URL';
      return isUrl && isString(path) && /\.tsx?$/.test(path.value) ? path.value : undefined;
    }
    default:
      return undefined;
  }
}

/** Reads a code file's imports. @throws when it cannot be parsed */
export function readCode(path: string, source: string): CodeFile {
  const { program, errors } = parseSync(path, source, { lang: path.endsWith('.tsx') ? 'tsx' : 'ts' });
  if (errors.length > 0) throw new Error(`${path} could not be read: ${errors[0]?.message}`);
  const imports = new Set<string>();
  walk(program, (node) => {
    const specifier = specifierOf(node);
    const path_ = specifier === undefined ? undefined : target(path, specifier);
    if (path_ !== undefined && /\.tsx?$/.test(path_)) imports.add(path_);
  });
  return { path, source, program, imports: [...imports] };
}

/** All code files of the project, in the order of their paths. */
export function readProject(root: URL): readonly CodeFile[] {
  return globSync('{src,server,contract,e2e,bench}/**/*.{ts,tsx}', { cwd: root })
    .filter((path) => !path.endsWith('.d.ts'))
    .sort()
    .map((path) => readCode(path, readFileSync(new URL(path, root), 'utf8')));
}

/** Circles among files: each as the paths along it. Empty when there is none. Takes time linear in the imports. */
export function circles(files: readonly Pick<CodeFile, 'path' | 'imports'>[]): readonly string[][] {
  const imports = new Map(files.map((file) => [file.path, file.imports]));
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const found: string[][] = [];
  const visit = (path: string) => {
    if (state.get(path) === 'open') found.push([...trail.slice(trail.indexOf(path)), path]);
    if (state.has(path)) return;
    state.set(path, 'open');
    trail.push(path);
    for (const next of imports.get(path) ?? []) visit(next);
    trail.pop();
    state.set(path, 'done');
  };
  for (const path of imports.keys()) visit(path);
  return found;
}
