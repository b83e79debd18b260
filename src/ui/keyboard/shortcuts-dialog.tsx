import { Fragment, useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { keyCaps } from '#src/lib/keyboard/combination.ts';
import { Dialog } from '../dialog/dialog.tsx';
import { presentShortcuts, type Shortcut, shortcutsOn } from './shortcuts.ts';
import classes from './shortcuts-dialog.module.css';

/** What each key does on the current page, and the switch that turns all of them off. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('shortcuts');
  const on = useSyncExternalStore(shortcutsOn.subscribe, shortcutsOn.get);
  // The page behind does not change while the dialog is open.
  const [groups] = useState(presentShortcuts);
  return (
    <Dialog title={t('title')} onClose={onClose}>
      {() => (
        <>
          <label className={`ui-sunken ui-strong ${classes.switch}`}>
            <input
              type="checkbox"
              checked={on}
              onChange={(event) => shortcutsOn.set(event.currentTarget.checked)}
            />
            <span>
              <span>{t('on')}</span>
              <span className="ui-dimmed ui-block ui-normal">{t('onHint')}</span>
            </span>
          </label>
          {groups.map(({ title, shortcuts }) => (
            <section key={title} className={classes.group} data-off={!on || undefined}>
              <h3 dir="auto">{title}</h3>
              <dl className="ui-ruled">
                {shortcuts.map((shortcut) => (
                  <Line key={shortcut.label} shortcut={shortcut} or={t('or')} />
                ))}
              </dl>
            </section>
          ))}
        </>
      )}
    </Dialog>
  );
}

function Line({ shortcut, or }: { readonly shortcut: Shortcut; readonly or: string }) {
  return (
    <div className={classes.line}>
      <dt dir="auto">{shortcut.label}</dt>
      <dd>
        {shortcut.keys.map((combination, at) => (
          <Fragment key={combination}>
            {at > 0 && (
              <span className={`ui-note ${classes.or}`} dir="auto">
                {or}
              </span>
            )}
            <kbd dir="ltr">{keyCaps(combination).join(' ')}</kbd>
          </Fragment>
        ))}
      </dd>
    </div>
  );
}
