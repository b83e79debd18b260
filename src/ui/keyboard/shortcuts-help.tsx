import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { createStore } from '#src/lib/store.ts';
import { Region } from '../region.tsx';
import { useOnDemand } from '../use-on-demand.ts';
import { useShortcuts } from './shortcuts.ts';

const open = createStore(false);

/** Shows what the keys do on the current page, and the switch that turns them off. */
export const showShortcuts = () => open.set(true);

const load = () => import('./shortcuts-dialog.tsx');

/** Shows all shortcuts when `?` is pressed or `showShortcuts` called. One is enough for the whole application. */
export function ShortcutsHelp() {
  return (
    <Region name="window" floats onClose={() => open.set(false)}>
      <OpenHelp />
    </Region>
  );
}

function OpenHelp() {
  const t = useTranslations('shortcuts');
  const isOpen = useSyncExternalStore(open.subscribe, open.get);
  useShortcuts(t('everywhere'), [{ keys: ['?'], label: t('help'), does: 'acts', run: showShortcuts }]);
  const dialog = useOnDemand(load, isOpen);
  return dialog && <dialog.ShortcutsDialog onClose={() => open.set(false)} />;
}
