/**
 * npm run house: the figures of the house, each with its limit, as the table of docs/architecture.md. Exits with 1 when
 * a limit is exceeded.
 */
import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { casts } from './casts.ts';
import { duplicateBlocks } from './duplicates.ts';
import { type CodeFile, circles, readProject } from './import-graph.ts';
import { outdatedWords } from './words.ts';

interface Figure {
  readonly name: string;
  readonly limit: number;
  readonly value: number;
  /** Where the worst of it is. */
  readonly where?: string;
}

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const linesOf = (source: string) => source.trimEnd().split('\n').length;

const isTest = (path: string) => /\.spec\.tsx?$|\.e2e\.ts$|\/testing\//.test(path);
/** Tables of data read like catalogues: their length says nothing about their difficulty. */
const isData = (path: string) => /^contract\/(?!gateway\/)\w+\/|\/seed\//.test(path);

const project = readProject(root);
const code = project.filter(({ path }) => !isTest(path));
const product = code.filter(({ path }) => /^(src|server|contract)\//.test(path));

function biggestFolder(): Figure {
  const counts = new Map<string, number>();
  for (const { path } of code) counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  const [where = '', value = 0] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  return { name: 'Code files in the biggest folder', limit: 25, value, where };
}

function lengths(): readonly Figure[] {
  const sorted = product
    .filter(({ path }) => !isData(path))
    .map(({ path, source }) => ({ path, lines: linesOf(source) }))
    .sort((a, b) => a.lines - b.lines);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  const figure = (name: string, limit: number, share: number): Figure => {
    const file = at(share);
    return { name, limit, value: file?.lines ?? 0, ...(share === 1 && file ? { where: file.path } : {}) };
  };
  return [
    figure('Lines of a file, median', 60, 0.5),
    figure('Lines of a file, 90 of 100 below', 160, 0.9),
    figure('Lines of the longest file', 400, 1),
  ];
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, next) => total + next, 0);

/** A form keeps by hand how what it does stands, which useWrite does. Signing in leaves the page: it writes nothing. */
const isHandRolled = ({ path, source }: CodeFile) =>
  /\bset(Saving|Sending|Working|Reading|Doing|Failure|Busy)\b\(|useState<'asking'/.test(source) &&
  !path.startsWith('src/services/auth/');

/** `figures.spec.ts` holds them to their limits. */
export const figures: readonly Figure[] = [
  biggestFolder(),
  { name: 'Circles of imports, of types too', limit: 0, value: circles(project).length },
  ...lengths(),
  {
    name: 'Lines of the rules of the house',
    limit: 150,
    value: linesOf(read('src/architecture.spec.ts')),
    where: 'src/architecture.spec.ts',
  },
  {
    name: 'Lines of CSS',
    limit: 5_500,
    value: sum(globSync('src/**/*.css', { cwd: root }).map((path) => linesOf(read(path)))),
  },
  {
    name: 'Hand-written states of a write',
    limit: 0,
    value: product.filter(isHandRolled).length,
  },
  {
    name: 'Duplicate blocks of six lines and more',
    limit: 20,
    value: duplicateBlocks(product.filter(({ path }) => !isData(path))).length,
  },
  {
    name: 'Casts (`as T`, `<T>a`, `a!`)',
    limit: 40,
    value: sum(product.map(({ program }) => casts(program))),
  },
  {
    name: 'Words that have a better one',
    limit: 0,
    value: sum(product.filter(({ path }) => !isData(path)).map(({ source }) => outdatedWords(source))),
  },
];

function print(): void {
  console.log('| what | limit | now |\n| --- | ---: | ---: |');
  for (const { name, limit, value, where } of figures) {
    const note = value > limit ? ` (too many${where ? `: \`${where}\`` : ''})` : '';
    console.log(`| ${name} | ${limit} | ${value}${note} |`);
  }
  if (figures.some(({ value, limit }) => value > limit)) process.exitCode = 1;
}

if (import.meta.main) print();
