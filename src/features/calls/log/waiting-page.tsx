import { IconPhone } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { waitingCallersOptions } from '#src/api/gateway/calls/call-log.ts';
import { paths } from '#src/paths.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { ListHeader } from '#src/ui/list/list-header.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { useRowKeys } from '#src/ui/list/use-row-keys.ts';
import { CallsTabs } from '../calls-tabs.tsx';
import { WaitingTable } from './waiting-table.tsx';

/** Who waits for an answer at the company's numbers. */
export function Component() {
  const t = useTranslations('calls.waiting');
  const query = useQuery(waitingCallersOptions());
  const { data } = query;
  useRowKeys();
  return (
    <>
      <ListHeader title={t('title')} count={data ? t('count', { count: data.length }) : ''} />
      <CallsTabs shown="waiting" />
      <ListResults
        query={query}
        count={data?.length}
        texts={{ failed: t('failed'), notAllowed: t('notAllowed') }}
        empty={
          <EmptyState
            icon={IconPhone}
            text={t('empty')}
            action={<NextPage to={paths.calls()} page="calls" />}
          />
        }
      >
        <WaitingTable callers={data} />
      </ListResults>
    </>
  );
}
