import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';

/** A column of a table. */
export interface Column<Row, Id extends string = string> {
  readonly id: Id;
  readonly title: ReactNode;
  /** Its content for a row; undefined or false when there is none. */
  readonly cell: (row: Row) => ReactNode;
  /** In rem; columns without one share what is left. */
  readonly width?: number;
  /** Numbers are aligned to the end of their column. */
  readonly numeric?: boolean;
  /** Shown only on screens that are wider than this, in em. */
  readonly from?: 48 | 62 | 75;
  /** The column below whose content it is shown while it has no place of its own. */
  readonly below?: NoInfer<Id>;
}

/** In a list of what happened: a column that narrow screens show below the time. */
export const belowTime = { from: 48, below: 'at' } as const;

/** A column that has a place, with those shown below its content. */
export interface PlacedColumn<Row, Id extends string> extends Column<Row, Id> {
  readonly under: readonly Column<Row, Id>[];
}

/** The columns that have a place on a screen as wide as this one. */
export function useColumns<Row, Id extends string>(
  columns: readonly Column<Row, Id>[],
): readonly PlacedColumn<Row, Id>[] {
  const hides = { 48: useNarrower(48), 62: useNarrower(62), 75: useNarrower(75) };
  const isPlaced = ({ from }: Column<Row, Id>) => from === undefined || !hides[from];
  const others = columns.filter((column) => !isPlaced(column));
  return columns
    .filter(isPlaced)
    .map((column) => ({ ...column, under: others.filter(({ below }) => below === column.id) }));
}

const useNarrower = (em: number) =>
  useMediaQuery(`(max-width: ${em}em)`, undefined, { getInitialValueInEffect: false });
