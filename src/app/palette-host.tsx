import { IconSearch } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { keyCaps } from '#src/lib/keyboard/combination.ts';
import { createStore } from '#src/lib/store.ts';
import { useShortcuts } from '#src/ui/keyboard/shortcuts.ts';
import { Region } from '#src/ui/region.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import classes from './palette-host.module.css';

const combination = 'Mod+k';
const open = createStore(false);

const load = () => import('./palette.tsx');
/** A failure is reported when it is opened. */
const prepare = () => void load().catch(() => undefined);

/** Shows the command palette for Ctrl+K or ⌘K, and for its buttons. One is enough for the whole application. */
export function PaletteHost() {
  return (
    <Region name="window" floats onClose={() => open.set(false)}>
      <OpenPalette />
    </Region>
  );
}

function OpenPalette() {
  const t = useTranslations('shortcuts');
  const isOpen = useSyncExternalStore(open.subscribe, open.get);
  useShortcuts(t('everywhere'), [
    { keys: [combination], label: t('palette'), does: 'acts', run: () => open.set(true) },
  ]);
  const palette = useOnDemand(load, isOpen);
  return palette && <palette.Palette onClose={() => open.set(false)} />;
}

/** Opens the palette: with words and keys in the navigation, as an icon in the header of small screens. */
export function PaletteButton({ compact = false }: { readonly compact?: boolean }) {
  const t = useTranslations('shortcuts');
  const caps = keyCaps(combination);
  return (
    <button
      type="button"
      className={compact ? 'ui-sign ui-touch' : `ui-entry ui-hint ${classes.button}`}
      {...(compact ? { 'aria-label': t('palette') } : {})}
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => open.set(true)}
      onPointerEnter={prepare}
      onFocus={prepare}
    >
      <IconSearch size={compact ? 21 : 16} aria-hidden />
      {!compact && (
        <>
          <span className={`ui-grow ${classes.text}`}>{t('palette')}</span>
          <kbd className={classes.keys} dir="ltr">
            {caps.join(caps[0] === '⌘' ? '' : ' ')}
          </kbd>
        </>
      )}
    </button>
  );
}
