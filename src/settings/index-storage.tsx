import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { indexStore } from '#src/local-index/index-store.ts';
import { measureIndex } from '#src/local-index/measure-index.ts';
import { useIndexStatus } from '#src/local-index/use-index.ts';
import { useFileSize } from '#src/ui/use-file-size.ts';
import { Confirm } from './confirm.tsx';
import classes from './settings.module.css';

/** The search index: how much it holds, and how to clear it or build it again. */
export function IndexStorage() {
  const t = useTranslations('settings.storage.index');
  const format = useFormatter();
  const fileSize = useFileSize();
  const { activity, indexed, version } = useIndexStatus();
  const [asking, setAsking] = useState(false);
  const [failed, setFailed] = useState(false);
  const { available } = indexStore;
  const off = activity === 'off';
  const size = useQuery({
    queryKey: ['settings', 'index', activity, version],
    queryFn: measureIndex,
    enabled: available,
    placeholderData: (previous) => previous,
    retry: false,
    networkMode: 'always',
  });
  const build = () => {
    setFailed(false);
    indexStore.rebuild().catch(() => setFailed(true));
  };
  const some = t('some', {
    count: format.number(indexed),
    size: size.data === undefined ? '–' : fileSize(size.data),
  });
  return (
    <li className={classes.store}>
      <div className={classes.storeText}>
        <h3>{t('title')}</h3>
        <p role="status">{!available ? t('unavailable') : off ? t('off') : some}</p>
        <p className={classes.hint}>{t('hint')}</p>
        {failed && (
          <p role="alert" className={classes.problem}>
            {t('failed')}
          </p>
        )}
      </div>
      {available && (
        <Button variant="default" size="xs" onClick={off ? build : () => setAsking(true)}>
          {t(off ? 'build' : 'clear')}
        </Button>
      )}
      {asking && (
        <Confirm
          title={t('askTitle')}
          action={t('clear')}
          failed={t('failed')}
          onConfirm={() => indexStore.clear()}
          onClose={() => setAsking(false)}
        >
          <p>{t('ask')}</p>
        </Confirm>
      )}
    </li>
  );
}
