import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { useShortcuts } from './shortcuts.ts';
import { useOnDemand } from './use-on-demand.ts';

const listeners = new Set<() => void>();
let open = false;

function setOpen(next: boolean): void {
  open = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Shows what the keys do on the present page, and the switch that turns them off. */
export const showShortcuts = () => setOpen(true);

const load = () => import('./shortcuts-dialog.tsx');

/** Shows all shortcuts when `?` is pressed or `showShortcuts` called. One is enough for the whole application. */
export function ShortcutsHelp() {
  const t = useTranslations('shortcuts');
  const isOpen = useSyncExternalStore(subscribe, () => open);
  useShortcuts(t('everywhere'), [{ keys: ['?'], label: t('help'), run: showShortcuts }]);
  const dialog = useOnDemand(load, isOpen);
  return dialog && <dialog.ShortcutsDialog onClose={() => setOpen(false)} />;
}
