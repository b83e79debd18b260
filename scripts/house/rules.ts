import { all } from '../conventions/convention.ts';
import { type CodeFile, circles } from './import-graph.ts';

/** Places from the ground up: a line is a place, or several that do not know each other. */
type Lines = readonly (string | readonly string[])[];

/** The rules of the house, as `src/architecture.spec.ts` has them. */
export interface HouseRules {
  /** The places of each tree that has rules, by its folder. */
  readonly trees: Readonly<Record<string, Lines>>;
  /** Floors inside larger rooms, by room, relative to it. */
  readonly floors: Readonly<Record<string, readonly string[]>>;
  /** Places of `src` that talk to the network. */
  readonly network: readonly string[];
  /** A name that general places do without, in comments too: they know nothing of what they serve. */
  readonly unsaid: Unsaid;
}

interface Unsaid {
  /** In whatever case, also as a part of a name. */
  readonly word: string;
  readonly places: readonly string[];
  /** The file that is about it. */
  readonly except: string;
}

/** A place with a slash at its end is a folder with all in it; one without a file, or the files directly in a folder. */
const lies = (path: string, place: string) =>
  place.endsWith('/')
    ? path.startsWith(place)
    : path === place || path.slice(0, path.lastIndexOf('/')) === place;

/** The line that a file belongs to, and its place there: the one that says it most closely. -1 when there is none. */
function lineOf(path: string, lines: Lines): readonly [line: number, place: string] {
  const fitting = lines
    .flatMap((line, index) => [line].flat().map((place): readonly [number, string] => [index, place]))
    .filter(([, place]) => lies(path, place));
  return fitting.sort(([, a], [, b]) => b.length - a.length)[0] ?? [-1, ''];
}

const isTest = (path: string) => /\.spec\.tsx?$|\/testing\//.test(path) || /^(e2e|bench)\//.test(path);

/** Imports that lead to a line above, or to a neighbour on the same one. */
function wrongArrows(files: readonly CodeFile[], lines: Lines): string[] {
  return files.flatMap(({ path, imports }) => {
    const [line, place] = lineOf(path, lines);
    return imports
      .filter((to) => {
        const [below, other] = lineOf(to, lines);
        return below !== -1 && place !== other && below >= line;
      })
      .map((to) => `${path} → ${to}`);
  });
}

/** Imports that lead out of the tree, and files without a place in it. */
function strangers(files: readonly CodeFile[], lines: Lines): string[] {
  const hasPlace = (path: string) => lineOf(path, lines)[0] !== -1;
  return files.flatMap(({ path, imports }) => [
    ...(hasPlace(path) ? [] : [`${path} has no place`]),
    ...imports.filter((to) => !hasPlace(to)).map((to) => `${path} → ${to}`),
  ]);
}

/** What breaks the rules, one line each; tests may import what they test. Empty when the house is in order. */
export function offences(
  { trees, floors, network, unsaid }: HouseRules,
  files: readonly CodeFile[],
): string[] {
  const product = files.filter(({ path }) => !isTest(path));
  const within = (folder: string) => product.filter(({ path }) => path.startsWith(folder));
  return [
    ...Object.entries(trees).flatMap(([tree, lines]) => [
      ...strangers(within(tree), lines),
      ...wrongArrows(within(tree), lines),
    ]),
    ...Object.entries(floors).flatMap(([room, names]) => {
      // An empty name is the room itself: the files directly in it.
      const lines = names.map((name) => (name === '' ? room.slice(0, -1) : room + name));
      const homeless = within(room).filter(({ path }) => lineOf(path, lines)[0] === -1);
      return [...homeless.map(({ path }) => `${path} has no floor`), ...wrongArrows(within(room), lines)];
    }),
    ...circles(files).map((circle) => `circle: ${circle.join(' → ')}`),
    ...within('src/')
      .filter(({ path }) => !network.some((place) => lies(path, place)))
      .filter(({ program }) =>
        all(program, 'Identifier').some(({ name }) => /^(fetch|XMLHttpRequest)$/.test(name)),
      )
      .map(({ path }) => `${path} talks to the network`),
    ...product
      .filter(({ path }) => unsaid.places.some((place) => lies(path, place)) && path !== unsaid.except)
      .filter(({ source }) => source.toLowerCase().includes(unsaid.word))
      .map(({ path }) => `${path} says ${unsaid.word}`),
  ];
}
