import type { RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { useShortcuts } from '#src/ui/keyboard/shortcuts.ts';
import { type ColumnName, columnNames } from '../shared/address.ts';
import type { ColumnHandle } from './column.tsx';

export type ColumnHandles = Readonly<Record<ColumnName, RefObject<ColumnHandle | null>>>;

interface Place {
  readonly column: ColumnName;
  readonly index: number;
  readonly id: number | undefined;
}

/** The row that has the focus, or something in it. */
function placeOf(columns: ColumnHandles): Place | undefined {
  const row = document.activeElement?.closest<HTMLElement>('[data-template-row]');
  const column = columnNames.find((name) => name === row?.dataset.templateRow);
  if (!row || !column) return undefined;
  const index = Number(row.dataset.index);
  return { column, index, id: columns[column].current?.idAt(index) };
}

/** The column that has the focus, else the first. */
const columnInUse = (): ColumnName =>
  columnNames.find(
    (name) => name === document.activeElement?.closest<HTMLElement>('[data-column]')?.dataset.column,
  ) ?? 'types';

/** The keys of the page: within a column, between columns, and what the row's menu offers. */
export function useColumnKeys(
  columns: ColumnHandles,
  scopeOf: (column: ColumnName) => number | undefined,
  choose: (column: ColumnName, id: number) => void,
): void {
  const t = useTranslations('templates.keys');
  const walk = (to: (place: Place, last: number) => number) => () => {
    const place = placeOf(columns);
    const handle = place && columns[place.column].current;
    if (!handle) return false;
    handle.focusRow(to(place, handle.count() - 1));
    return true;
  };
  const aside = (by: 1 | -1) => () => {
    const place = placeOf(columns);
    const next = place && columnNames[columnNames.indexOf(place.column) + by];
    if (!next) return false;
    // What belongs to this row is to the right.
    if (by === 1 && place.id !== undefined) choose(place.column, place.id);
    columns[next].current?.enter(by === 1 ? place.id : scopeOf(next));
    return true;
  };
  const act = (action: 'edit' | 'delete') => () => {
    const place = placeOf(columns);
    if (place?.id === undefined) return false;
    return columns[place.column].current?.run(place.id, action) ?? false;
  };
  useShortcuts(t('title'), [
    { keys: ['j', 'ArrowDown'], label: t('next'), does: 'moves', run: walk(({ index }) => index + 1) },
    { keys: ['k', 'ArrowUp'], label: t('previous'), does: 'moves', run: walk(({ index }) => index - 1) },
    { keys: ['Home'], label: t('first'), does: 'moves', run: walk(() => 0) },
    { keys: ['End'], label: t('last'), does: 'moves', run: walk((_place, last) => last) },
    { keys: ['l', 'ArrowRight'], label: t('right'), does: 'moves', run: aside(1) },
    { keys: ['h', 'ArrowLeft'], label: t('left'), does: 'moves', run: aside(-1) },
    { keys: ['e', 'F2'], label: t('edit'), does: 'acts', run: act('edit') },
    { keys: ['Delete'], label: t('delete'), does: 'acts', run: act('delete') },
    { keys: ['n'], label: t('add'), does: 'acts', run: () => columns[columnInUse()].current?.add() ?? false },
    { keys: ['/'], label: t('search'), does: 'acts', run: () => columns[columnInUse()].current?.search() },
  ]);
}
