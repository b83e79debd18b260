import { Button } from '@mantine/core';
import { IconDeviceDesktopSearch } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'use-intl';
import { certainOf } from '#src/api/client/certain.ts';
import { shownAnyway } from '#src/services/problems/use-write.ts';
import { useWriteInTurn } from '#src/services/problems/use-write-in-turn.ts';
import { Dropdown } from '#src/ui/dropdown.tsx';
import { Notice } from '#src/ui/notice.tsx';
import classes from './index-bar.module.css';
import { indexStore } from './index-store.ts';
import { useIndexFailure, useIndexStatus } from './use-index.ts';

interface IndexBarProps {
  /** What is shown here instead of the server's list, in one sentence. */
  readonly text: string;
}

/**
 * Says that this comes from the index on this device, how complete that is, and what can be done with it; or why there is
 * no index, and then nothing else.
 */
export function IndexBar({ text }: IndexBarProps) {
  const t = useTranslations('search.index');
  const format = useFormatter();
  const { activity, indexed, total } = useIndexStatus();
  const failure = useIndexFailure();
  const incomplete = total === undefined || indexed < total;
  if (failure || activity === 'failed') {
    return (
      <Notice kind="warning">
        <p>{t(`unavailable.${failure ?? 'stopped'}`)}</p>
      </Notice>
    );
  }
  return (
    <div
      className={`ui-row ui-box ui-small ui-before ${classes.bar}`}
      data-incomplete={incomplete || undefined}
      data-screen
    >
      <IconDeviceDesktopSearch size={18} className="ui-accent" aria-hidden />
      <div className={classes.text}>
        <span dir="auto">{`${text} `}</span>
        <span className="ui-dimmed">
          {`${
            total === undefined
              ? t('countUnknown')
              : t('count', { indexed: format.number(indexed), total: format.number(total) })
          } · ${t(`activity.${activity}`)}`}
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
  const changing = useWriteInTurn<'rebuild' | 'clear', void>(
    (_queryClient, step) => certainOf(indexStore[step]()),
    onDone,
    shownAnyway,
  );
  return (
    <div className={`ui-stack ui-small ${classes.manage}`}>
      <p>{t('about')}</p>
      <Button variant="default" size="xs" onClick={() => void changing.run('rebuild')}>
        {t(activity === 'off' ? 'build' : 'rebuild')}
      </Button>
      {activity !== 'off' && (
        <Button variant="default" size="xs" onClick={() => void changing.run('clear')}>
          {t('clear')}
        </Button>
      )}
      <p className="ui-note">{t('clearHint')}</p>
      {changing.state.phase === 'refused' && <p role="alert">{t('manageFailed')}</p>}
    </div>
  );
}
