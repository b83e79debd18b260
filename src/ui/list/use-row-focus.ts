import { useEffect, useRef } from 'react';
import { focusedRow, rows, targetOf } from './row-keys.ts';

/** Focuses the row at a place, or else the last one. */
function focusRow(place: number): void {
  const all = rows();
  const row = all[Math.min(place, all.length - 1)];
  if (row) targetOf(row)?.focus();
}

/** When the row that has the focus leaves the list, the focus goes to the one in its place, so that keys work on. */
export function useRowFocus(): void {
  const last = useRef<{ readonly row: HTMLElement; readonly place: number }>(undefined);
  useEffect(() => {
    const note = () => {
      const row = focusedRow();
      last.current = row && { row, place: rows().indexOf(row) };
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, []);
  useEffect(() => {
    const left = last.current;
    if (left && !left.row.isConnected && document.activeElement === document.body) focusRow(left.place);
  });
}
