import { fields, list } from '#src/lib/reader.ts';

/** Columns of the table of meetings, in their usual order. */
export const columns = [
  'name',
  'owner',
  'type',
  'status',
  'quality',
  'locale',
  'created',
  'updated',
  'dossier',
  'teams',
] as const;
export type Column = (typeof columns)[number];

export type Density = 'comfortable' | 'compact';

/** The layout of the table on this device. */
export interface TableLayout {
  /** Shown columns in their order; the name is always among them. */
  readonly columns: readonly Column[];
  readonly density: Density;
}

export const usualLayout: TableLayout = {
  columns: ['name', 'owner', 'status', 'locale', 'created', 'updated'],
  density: 'comfortable',
};

/** What the list of meetings does not provide: it has to be requested meeting by meeting. */
export const detailColumns: readonly Column[] = ['type', 'dossier', 'teams'];

/** Widths in rem; the name takes what is left, and no less than this. */
const widths: Readonly<Record<Column, number>> = {
  name: 15,
  owner: 9.25,
  type: 9,
  status: 10,
  quality: 7,
  locale: 6.5,
  created: 11,
  updated: 9,
  dossier: 10,
  teams: 9,
};

/** Width in rem that a table with these columns needs; the one to choose rows with is counted too. */
export const neededWidth = (shown: readonly Column[]): number =>
  shown.reduce((sum, column) => sum + widths[column], 2.75);

/** Whether the columns are the default ones, so that the table may omit some on narrow screens. */
export const isUsual = (shown: readonly Column[]): boolean =>
  shown.length === usualLayout.columns.length &&
  shown.every((column, at) => column === usualLayout.columns[at]);

/** Reads a stored layout; whatever is missing or odd becomes the usual. */
export function readTableLayout(stored: unknown): TableLayout {
  const { columns: shown, density } = fields(stored);
  const known = [...new Set(list(shown, (name) => columns.find((column) => column === name)))];
  return {
    columns: known.length === 0 ? usualLayout.columns : withName(known),
    density: density === 'compact' ? 'compact' : usualLayout.density,
  };
}

const withName = (shown: readonly Column[]): readonly Column[] =>
  shown.includes('name') ? shown : ['name', ...shown];

/** The columns with one more, at its usual place among them. */
export function showColumn(shown: readonly Column[], column: Column): readonly Column[] {
  if (shown.includes(column)) return shown;
  const rank = columns.indexOf(column);
  const at = shown.findIndex((other) => columns.indexOf(other) > rank);
  return at < 0 ? [...shown, column] : shown.toSpliced(at, 0, column);
}

/** The columns without one; the name stays. */
export const hideColumn = (shown: readonly Column[], column: Column): readonly Column[] =>
  column === 'name' ? shown : shown.filter((other) => other !== column);

/** The columns with one moved by some places, as far as there are any. */
export function moveColumn(shown: readonly Column[], column: Column, by: number): readonly Column[] {
  const from = shown.indexOf(column);
  if (from < 0) return shown;
  const to = Math.min(shown.length - 1, Math.max(0, from + by));
  return shown.toSpliced(from, 1).toSpliced(to, 0, column);
}
