import { IconPhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { dialledCallsOptions } from '#src/api/gateway/calls/call-log.ts';
import { paths } from '#src/paths.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { ListHeader } from '#src/ui/list/list-header.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { CallList } from '../call-list.tsx';
import { CallsTabs } from '../calls-tabs.tsx';
import { DialledTable } from './dialled-table.tsx';

import { useLogPage } from './use-log-page.ts';

/** Who was called, for how long, and the outcome. */
export function Component() {
  const t = useTranslations('calls');
  const { shown, go } = useLogPage('log');
  const query = useQuery(dialledCallsOptions(shown));
  const { data } = query;
  return (
    <>
      <ListHeader title={t('log.title')} count={data ? t('count', { count: data.total }) : ''} />
      <CallsTabs shown="log" />
      <CallList
        query={query}
        failed={t('log.failed')}
        empty={
          <EmptyState
            icon={IconPhone}
            text={t('log.empty')}
            action={<NextPage to={paths.calls()} page="calls" />}
          />
        }
        onGo={go}
      >
        <DialledTable dialled={data?.rows} />
      </CallList>
    </>
  );
}
