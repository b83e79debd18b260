import { Button } from '@mantine/core';
import { IconDeviceDesktopSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { indexStore } from '#src/local-index/index-store.ts';
import { useIndexStatus } from '#src/local-index/use-index.ts';
import { Dropdown } from '#src/ui/dropdown.tsx';
import classes from './index-bar.module.css';

interface IndexBarProps {
  /** What stands here instead of the list from the server, in one sentence. */
  readonly text: string;
}

/** Says that this comes from the index on this device, how complete that is, and what can be done with it. */
export function IndexBar({ text }: IndexBarProps) {
  const t = useTranslations('search.index');
  const format = useFormatter();
  const { activity, indexed, total } = useIndexStatus();
  const incomplete = total === undefined || indexed < total;
  return (
    <div className={classes.bar} data-incomplete={incomplete || undefined}>
      <IconDeviceDesktopSearch size={18} className={classes.icon} aria-hidden />
      <div className={classes.text}>
        {text}{' '}
        <span className={classes.progress}>
          {total === undefined
            ? t('countUnknown')
            : t('count', { indexed: format.number(indexed), total: format.number(total) })}
          {' · '}
          {t(`activity.${activity}`)}
        </span>
        {total !== undefined && incomplete && activity !== 'off' && (
          <progress
            className={classes.meter}
            max={Math.max(1, total)}
            value={indexed}
            aria-label={t('meter')}
          />
        )}
      </div>
      <Dropdown active={false} label={t('manage')} trigger={t('manage')}>
        {(close) => <Manage onDone={close} />}
      </Dropdown>
    </div>
  );
}

function Manage({ onDone }: { readonly onDone: () => void }) {
  const t = useTranslations('search.index');
  const { activity } = useIndexStatus();
  const [failed, setFailed] = useState(false);
  const run = (act: () => Promise<void>) => {
    setFailed(false);
    act().then(onDone, () => setFailed(true));
  };
  return (
    <div className={classes.manage}>
      <p>{t('about')}</p>
      <Button variant="default" size="xs" onClick={() => run(() => indexStore.rebuild())}>
        {t(activity === 'off' ? 'build' : 'rebuild')}
      </Button>
      {activity !== 'off' && (
        <Button variant="default" size="xs" onClick={() => run(() => indexStore.clear())}>
          {t('clear')}
        </Button>
      )}
      <p className={classes.hint}>{t('clearHint')}</p>
      {failed && <p role="alert">{t('manageFailed')}</p>}
    </div>
  );
}
