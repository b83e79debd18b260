import { wholeCharacters } from '#contract/whole-characters.ts';
import { isOther, isPlainName, type Meaning, meaningOf, wordsOf } from './headings.ts';
import { readRole } from './roles.ts';

/** What a column of a list means for an invitation. */
export const columnUses = ['email', 'name', 'first', 'middle', 'last', 'role', 'unused'] as const;
export type ColumnUse = (typeof columnUses)[number];

type Cells = readonly string[];

export interface ColumnGuess {
  /** One for each column; `email` at most once. */
  readonly uses: readonly ColumnUse[];
  /** Whether the headings say so, so that nobody has to be asked. */
  readonly isSure: boolean;
}

/** What columns are, by their headings and, where those say nothing, by their cells. */
export function guessColumns(
  headings: Cells | undefined,
  rows: readonly Cells[],
  width: number,
): ColumnGuess {
  const byCells = guessByCells(headings, rows, width);
  if (!headings) return { uses: byCells, isSure: false };
  const columns = Array.from({ length: width }, (_column, at) => at);
  const meanings = columns.map((at) => checked(meaningOf(headings[at] ?? ''), cellsOf(rows, at)));
  const emails = columns.filter((at) => meanings[at]?.use === 'email');
  const ranks = emails.map((at) => rankOf(meanings[at]));
  const best = emails.filter((_at, index) => ranks[index] === Math.min(...ranks));
  const names = namesOf(headings, meanings);
  const isUnknown = columns.some((at) => meanings[at] === undefined && cellsOf(rows, at).length > 0);
  const named = [...names.values()];
  const hasName = named.includes('name') || (named.includes('first') && named.includes('last'));
  const email = best[0] ?? byCells.indexOf('email');
  const role = meanings.findIndex((meaning) => meaning?.use === 'role');
  const uses = columns.map((at): ColumnUse => {
    if (at === email) return 'email';
    const use = names.get(at) ?? (at === role ? 'role' : 'unused');
    const isFree = use === 'unused' && meanings[at] === undefined && byCells[at] !== 'email';
    return isFree && named.length === 0 ? (byCells[at] ?? 'unused') : use;
  });
  return { uses, isSure: best.length === 1 && (hasName || !isUnknown) };
}

const cellsOf = (rows: readonly Cells[], at: number) =>
  rows.map((cells) => cells[at] ?? '').filter((cell) => cell !== '');

/** A meaning that the cells do not contradict: a column without addresses is not one of addresses. */
function checked(meaning: Meaning | undefined, cells: Cells): Meaning | undefined {
  if (!meaning || cells.length === 0 || meaning.use === 'unused' || meaning.use === 'role') return meaning;
  const hasAddresses = shareOf(cells, isAddress) >= 0.5;
  return hasAddresses === (meaning.use === 'email') ? meaning : undefined;
}

const rankOf = (meaning: Meaning | undefined) => (meaning?.use === 'email' ? meaning.rank : Infinity);
const shareOf = (cells: Cells, test: (cell: string) => boolean) =>
  cells.length === 0 ? 0 : cells.filter(test).length / cells.length;
const isAddress = (cell: string) => /.@/.test(wholeCharacters(cell, 500));

/** Which columns form a name: one for each part. */
function namesOf(
  headings: Cells,
  meanings: readonly (Meaning | undefined)[],
): ReadonlyMap<number, ColumnUse> {
  const found = (use: ColumnUse) => meanings.flatMap((meaning, at) => (meaning?.use === use ? [at] : []));
  const isUsual = (at: number) => wordsOf(headings[at] ?? '').some((word) => callNames.has(word));
  const oneOf = (columns: readonly number[]) => columns.find(isUsual) ?? columns[0];
  const [first, middle, last] = (['first', 'middle', 'last'] as const).map((use) => oneOf(found(use)));
  const isPlain = (at: number) => isPlainName(headings[at] ?? '');
  const name = oneOf(found('name').filter((at) => !isPlain(at))) ?? oneOf(found('name'));
  const names = new Map<number, ColumnUse>();
  if (name !== undefined) {
    // "Nom" beside "Prénom" is the family's; "Name" beside "Surname" is one's own.
    const use = isPlain(name) && first !== undefined && last === undefined ? 'last' : 'name';
    names.set(name, isPlain(name) && first === undefined && last !== undefined ? 'first' : use);
  }
  if (first !== undefined) names.set(first, 'first');
  if (last !== undefined) names.set(last, 'last');
  const isWhole = [...names.values()].includes('first') && [...names.values()].includes('last');
  if (middle !== undefined && isWhole) names.set(middle, 'middle');
  return names;
}

/** Of two columns with first names, the one with the name someone goes by. */
const callNames = new Set(['preferred', 'roepnaam', 'rufname', 'usuel', 'usage']);

/** Suggestions for the person who is asked. */
function guessByCells(
  headings: Cells | undefined,
  rows: readonly Cells[],
  width: number,
): readonly ColumnUse[] {
  const columns = Array.from({ length: width }, (_column, at) => cellsOf(rows, at));
  const shares = columns.map((cells) => shareOf(cells, isAddress));
  // Of columns with addresses one that is not said to be private comes first.
  const rated = shares.map((share, at) =>
    share >= 0.5 ? share - (isOther(headings?.[at] ?? '') ? 1 : 0) : -2,
  );
  const email = rated.findIndex((share) => share > -2 && share === Math.max(...rated));
  const role = columns.findIndex(
    (cells) => cells.length > 0 && cells.every((cell) => readRole(cell).isUsual),
  );
  const nameLike = columns.flatMap((cells, at) =>
    at !== email && at !== role && (shares[at] ?? 0) < 0.5 && shareOf(cells, isNameLike) >= 0.8 ? [at] : [],
  );
  // Mere words may be names or towns: they are suggested only where there is no other choice.
  const whole =
    nameLike.find((at) => shareOf(columns[at] ?? [], (cell) => /\S[\s,]+\S/.test(cell)) >= 0.3) ??
    (nameLike.length === 1 ? nameLike[0] : undefined);
  return columns.map((_cells, at) => {
    if (at === email) return 'email';
    if (at === role) return 'role';
    return at === whole ? 'name' : 'unused';
  });
}

const isNameLike = (cell: string) => cell.length <= 80 && /^[\p{L}\p{M}'’.,()\s-]+$/u.test(cell);
