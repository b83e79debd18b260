import { Button } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { conferencesOptions } from '#src/api/gateway/calls/call-log.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { ListHeader } from '#src/ui/list/list-header.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { CallList } from '../call-list.tsx';
import { CallsTabs } from '../calls-tabs.tsx';
import { ConferencesTable } from './conferences-table.tsx';

import { useLogPage } from './use-log-page.ts';

const load = () => import('./start-dialog.tsx').then(({ StartDialog }) => StartDialog);

/** Conferences, and starting one. */
export function Component() {
  const t = useTranslations('calls.conferences');
  const { shown, go } = useLogPage('conferences');
  const query = useQuery(conferencesOptions(shown));
  const { data: user } = useQuery(currentUserQuery());
  const [isOpen, setOpen] = useState(false);
  const StartDialog = useOnDemand(load, isOpen);
  const { data } = query;
  const mayStart = data && (data.individual !== undefined || user?.role === 'admin');
  const start = mayStart && <Button onClick={() => setOpen(true)}>{t('start')}</Button>;
  return (
    <>
      <ListHeader
        title={t('title')}
        count={data ? t('count', { count: data.total }) : ''}
        actions={data?.total !== 0 && start}
      />
      <CallsTabs shown="conferences" />
      {data && data.individual === undefined && <p className="ui-hint">{t('unknown')}</p>}
      <CallList
        query={query}
        failed={t('failed')}
        empty={<EmptyState icon={IconPhone} text={t('empty')} action={start || null} />}
        onGo={go}
      >
        <ConferencesTable conferences={data?.rows} />
      </CallList>
      {StartDialog && <StartDialog individual={data?.individual} onClose={() => setOpen(false)} />}
    </>
  );
}
