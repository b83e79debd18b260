import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { certainOf } from '#src/api/client/certain.ts';
import { shownAnyway, useWrite } from '#src/services/problems/use-write.ts';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { measureIndex } from '#src/services/search-index/measure-index.ts';
import { useIndexStatus } from '#src/services/search-index/use-index.ts';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';
import { useFileSize } from '#src/ui/use-file-size.ts';
import classes from './settings.module.css';

/** The search index: its size, and how to clear it or build it again. */
export function IndexStorage() {
  const t = useTranslations('settings.storage.index');
  const format = useFormatter();
  const fileSize = useFileSize();
  const { activity, indexed, version } = useIndexStatus();
  const [asking, setAsking] = useState(false);
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
  const building = useWrite<void, void>(() => certainOf(indexStore.rebuild()), undefined, shownAnyway);
  const clearing = useWrite<void, void>(() => certainOf(indexStore.clear()), undefined, shownAnyway);
  const some = t('some', {
    // Until it is loaded, its size is not known.
    count: activity === 'starting' ? '–' : format.number(indexed),
    size: size.data === undefined ? '–' : fileSize(size.data),
  });
  return (
    <li className={`ui-between ui-over ${classes.store}`}>
      <div className={classes.storeText}>
        <h3>{t('title')}</h3>
        <p role="status">
          {!available ? t('unavailable') : off ? t('off') : activity === 'failed' ? t('failedState') : some}
        </p>
        <p className="ui-dimmed">{t('hint')}</p>
        {building.state.phase === 'refused' && (
          <p role="alert" className="ui-problem">
            {t('failed')}
          </p>
        )}
      </div>
      {available && (
        <Button variant="default" size="xs" onClick={() => (off ? void building.run() : setAsking(true))}>
          {t(off ? 'build' : 'clear')}
        </Button>
      )}
      {asking && (
        <ConfirmDialog
          title={t('askTitle')}
          confirm={t('clear')}
          busy={clearing.busy}
          error={clearing.state.phase === 'refused' && t('failed')}
          onConfirm={clearing.run}
          onClose={() => setAsking(false)}
        >
          <p>{t('ask')}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
