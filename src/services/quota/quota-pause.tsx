import { VisuallyHidden } from '@mantine/core';
import { IconHourglass } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useNow, useTranslations } from 'use-intl';
import classes from './quota-pause.module.css';
import { sessionQuota } from './session-quota.ts';

/** Above dialogs too: what was sent from one may be what waits. */
const showOnTop = (element: HTMLElement | null) => element?.showPopover();

/** Counts down to the moment when everything resumes automatically. Announced once, not every second. */
export function QuotaPause() {
  const t = useTranslations('quota.pause');
  const quotas = useSyncExternalStore(sessionQuota.subscribe, sessionQuota.getSnapshot);
  const now = useNow({ updateInterval: 500 }).getTime();
  const until = Math.max(0, ...Object.values(quotas).map(({ pausedUntil }) => pausedUntil));
  const seconds = Math.max(1, Math.ceil((until - now) / 1000));
  return (
    <div popover="manual" ref={showOnTop} className={`ui-small ui-figures ${classes.pause}`}>
      <VisuallyHidden role="status">{t('announce')}</VisuallyHidden>
      <IconHourglass size={20} className={classes.icon} aria-hidden />
      <div aria-hidden>
        <p className="ui-bold">{t('title')}</p>
        <p>{t('body', { seconds })}</p>
      </div>
    </div>
  );
}
