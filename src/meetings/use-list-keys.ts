import { useTranslations } from 'use-intl';
import { useShortcuts } from '#src/ui/shortcuts.ts';
import { useSelection } from './meeting-selection.ts';

const rowSelector = '[data-meeting]';

const rows = () => [...document.querySelectorAll<HTMLElement>(rowSelector)];

/** The row that has the focus, or something in it. */
const focusedRow = () => document.activeElement?.closest<HTMLElement>(rowSelector) ?? undefined;

const linkOf = (row: HTMLElement) => row.querySelector<HTMLElement>('a');

/**
 * Walks the rows by moving the focus, so that the browser scrolls, screen readers read and Enter opens. Answers
 * the row reached; undefined at the ends.
 */
function step(by: 1 | -1): HTMLElement | undefined {
  const all = rows();
  const row = focusedRow();
  const at = row ? all.indexOf(row) : -1;
  const next = row ? all[at + by] : all[by > 0 ? 0 : all.length - 1];
  if (next) linkOf(next)?.focus();
  return next;
}

/** Arrows belong to the page's scrolling until a row has the focus. */
const inRow = (event: KeyboardEvent) => !event.key.startsWith('Arrow') || focusedRow() !== undefined;

/** The keys of the list: walk, open, choose. */
export function useListKeys(): void {
  const t = useTranslations('meetings.keys');
  const selection = useSelection();
  const itemOf = (row: HTMLElement | undefined) => selection.shownWith(row?.dataset.meeting ?? '');
  const walk = (by: 1 | -1) => (event: KeyboardEvent) => {
    if (!inRow(event) || rows().length === 0) return false;
    step(by);
    return true;
  };
  const extend = (by: 1 | -1) => (event: KeyboardEvent) => {
    if (!inRow(event)) return false;
    const from = itemOf(focusedRow());
    if (from && !selection.hasAnchor) selection.beginAt(from);
    const item = itemOf(step(by));
    if (item) selection.extendTo(item);
    return from !== undefined || item !== undefined;
  };
  const open = () => {
    const row = focusedRow();
    // The link itself opens without help.
    if (!row || document.activeElement === linkOf(row) || document.activeElement?.matches('button'))
      return false;
    linkOf(row)?.click();
    return true;
  };
  const toggle = () => {
    const item = itemOf(focusedRow());
    if (!item) return false;
    selection.toggle(item);
    return true;
  };
  const clear = () => {
    if (selection.getSnapshot().size === 0) return false;
    selection.clear();
    return true;
  };
  useShortcuts(t('title'), [
    { keys: ['j', 'ArrowDown'], label: t('next'), run: walk(1) },
    { keys: ['k', 'ArrowUp'], label: t('previous'), run: walk(-1) },
    { keys: ['Enter'], label: t('open'), run: open },
    { keys: ['x'], label: t('choose'), run: toggle },
    { keys: ['Shift+j', 'Shift+ArrowDown'], label: t('extendDown'), run: extend(1) },
    { keys: ['Shift+k', 'Shift+ArrowUp'], label: t('extendUp'), run: extend(-1) },
    { keys: ['Escape'], label: t('clear'), run: clear },
  ]);
}
