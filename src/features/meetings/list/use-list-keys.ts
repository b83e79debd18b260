import { useTranslations } from 'use-intl';
import { useShortcuts } from '#src/ui/keyboard/shortcuts.ts';
import { focusedRow, inRow, stepRow, targetOf, walkingKeys } from '#src/ui/list/row-keys.ts';
import { useSelection } from '../bulk/meeting-selection.ts';

/** The keys of the list: walk, open, choose. */
export function useListKeys(): void {
  const t = useTranslations('meetings.keys');
  const selection = useSelection();
  const itemOf = (row: HTMLElement | undefined) => selection.shownWith(row?.dataset.meeting ?? '');
  const extend = (by: 1 | -1) => (key: string) => {
    if (!inRow(key)) return false;
    const from = itemOf(focusedRow());
    if (from && !selection.hasAnchor) selection.beginAt(from);
    const item = itemOf(stepRow(by));
    if (item) selection.extendTo(item);
    return from !== undefined || item !== undefined;
  };
  const open = () => {
    const row = focusedRow();
    // The link itself opens without help.
    if (!row || document.activeElement === targetOf(row) || document.activeElement?.matches('button'))
      return false;
    targetOf(row)?.click();
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
    ...walkingKeys({ next: t('next'), previous: t('previous') }),
    { keys: ['Enter'], label: t('open'), does: 'acts', run: open },
    { keys: ['x'], label: t('choose'), does: 'acts', run: toggle },
    { keys: ['Shift+j', 'Shift+ArrowDown'], label: t('extendDown'), does: 'moves', run: extend(1) },
    { keys: ['Shift+k', 'Shift+ArrowUp'], label: t('extendUp'), does: 'moves', run: extend(-1) },
    { keys: ['Escape'], label: t('clear'), does: 'acts', run: clear },
  ]);
}
