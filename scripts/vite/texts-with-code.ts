import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ESTree, type Plugin, parseSync } from 'vite';
import { walk } from '../conventions/convention.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const catalogue = join(root, 'src/i18n/locales/en');
/** What every page has (src/boot.ts). */
export const firstRoom = 'first';

/** Room of each namespace of the texts. */
const rooms = new Map(
  readdirSync(catalogue).flatMap((file) =>
    Object.keys(JSON.parse(readFileSync(join(catalogue, file), 'utf8')) as object).map(
      (namespace) => [namespace, file.replace('.json', '')] as const,
    ),
  ),
);

/** The texts of a namespace in a language, as they are written. */
export function textsOf(language: string, namespace: string): Readonly<Record<string, unknown>> {
  const file = join(catalogue, '..', language, `${rooms.get(namespace)}.json`);
  const room = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, unknown>>;
  return room[namespace] ?? {};
}

/** What decides which texts come with a module. */
interface Module {
  /** Paths from the root of the project of what comes with it. */
  readonly imports: readonly string[];
  /** What it loads later, and where that is written. */
  readonly later: readonly { readonly path: string; readonly start: number; readonly end: number }[];
  readonly rooms: readonly string[];
}

const stringOf = (node: ESTree.Node | null | undefined): string =>
  node?.type === 'Literal' && typeof node.value === 'string' ? node.value : '';

function pathOf(from: string, node: ESTree.Node | null | undefined): string | undefined {
  const specifier = stringOf(node);
  if (!/\.tsx?$/.test(specifier)) return undefined;
  return specifier.startsWith('#') ? specifier.slice(1) : normalize(join(dirname(from), specifier));
}

function readModule(path: string, source: string): Module {
  const imports: string[] = [];
  const later: { path: string; start: number; end: number }[] = [];
  const used: string[] = [];
  const { program } = parseSync(path, source, { lang: path.endsWith('.tsx') ? 'tsx' : 'ts' });
  walk(program, (node) => {
    if (node.type === 'ImportExpression') {
      const target = pathOf(path, node.source);
      if (target) later.push({ path: target, start: node.start, end: node.end });
    } else if ('source' in node && !('importKind' in node && node.importKind === 'type')) {
      const target = pathOf(path, node.source);
      if (target && !('exportKind' in node && node.exportKind === 'type')) imports.push(target);
    } else if (node.type === 'CallExpression' && node.callee.type === 'Identifier') {
      if (node.callee.name !== 'useTranslations') return;
      const room = rooms.get(stringOf(node.arguments[0]).split('.', 1)[0] ?? '');
      if (room && room !== firstRoom) used.push(room);
    }
  });
  return { imports, later, rooms: used };
}

const known = new Map<string, Module>();

function moduleAt(path: string): Module {
  const module = known.get(path) ?? readModule(path, readFileSync(join(root, path), 'utf8'));
  known.set(path, module);
  return module;
}

/** Rooms of the texts that a module and all that comes with it show, beyond those that every page has. */
export function roomsOf(path: string): readonly string[] {
  const reached = new Set([path]);
  const needed = new Set<string>();
  for (const one of reached) {
    const module = moduleAt(one);
    for (const next of module.imports) reached.add(next);
    for (const room of module.rooms) needed.add(room);
  }
  return [...needed].sort();
}

/** Rooms that something brings when it is loaded later: what the module that loads it shows has come with that. */
const roomsBeyond = (path: string, target: string): readonly string[] => {
  const here = roomsOf(path);
  return roomsOf(target).filter((room) => !here.includes(room));
};

/** A module in which whatever is loaded later comes together with its texts. */
export function withTextsOfCode(path: string, code: string, roomsFor = roomsBeyond): string {
  let result = code;
  for (const { path: target, start, end } of readModule(path, code).later.toReversed()) {
    const list = roomsFor(path, target).map((room) => `, '${room}'`);
    if (list.length === 0) continue;
    result = `${result.slice(0, start)}withTexts(${code.slice(start, end)}${list.join('')})${result.slice(end)}`;
  }
  if (result === code) return code;
  // At the end, so that no line moves.
  return `${result}\nimport { withTexts } from '#src/i18n/texts.ts';\n`;
}

/**
 * Code that is loaded later (`import('./people-page.tsx')`) comes with the rooms of the catalogue that it and all its
 * imports name in `useTranslations`: nobody has to say which. In development, where code changes after it was read, it
 * comes with all.
 */
export function textsWithCode(): Plugin {
  let roomsFor = roomsBeyond;
  return {
    name: 'texts-with-code',
    enforce: 'pre',
    apply: (_config, { mode }) => mode !== 'test',
    configResolved({ command }) {
      const all = [...new Set(rooms.values())].filter((room) => room !== firstRoom);
      if (command === 'serve') roomsFor = (_path, target) => (target.endsWith('.tsx') ? all : []);
    },
    buildStart: () => known.clear(),
    transform: {
      filter: { id: /\/src\/.*\.tsx?$/, code: /\bimport\(/ },
      handler: (code, id) => ({ code: withTextsOfCode(relative(root, id), code, roomsFor), map: null }),
    },
  };
}
