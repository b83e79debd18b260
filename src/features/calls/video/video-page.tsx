import { Button } from '@mantine/core';
import { IconVideo } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { videoCallsOptions } from '#src/api/gateway/calls/video-calls.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { useNotConnected } from '#src/services/problems/not-connected.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { ListHeader } from '#src/ui/list/list-header.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { CallsTabs } from '../calls-tabs.tsx';
import { ComingCall } from './coming-call.tsx';
import { PastCalls } from './past-calls.tsx';

const load = () => import('./plan-dialog.tsx').then(({ PlanDialog }) => PlanDialog);

/** The reader's video calls: what is to come, and what is kept of those that are over. */
export function Component() {
  const t = useTranslations('calls.video');
  const query = useQuery(videoCallsOptions());
  const { data } = query;
  const notConnected = useNotConnected(query, IconVideo);
  const [isOpen, setOpen] = useState(false);
  const PlanDialog = useOnDemand(load, isOpen);
  const coming = data?.videos.filter(({ state }) => state !== 'terminated') ?? [];
  const past = data?.videos.filter(({ state }) => state === 'terminated') ?? [];
  const { individual } = data ?? {};
  const plan = individual !== undefined && <Button onClick={() => setOpen(true)}>{t('plan')}</Button>;
  return (
    <>
      <ListHeader
        title={t('title')}
        count={data ? t('count', { count: coming.length }) : ''}
        actions={data?.videos.length !== 0 && plan}
      />
      <CallsTabs shown="video" />
      <div className="ui-stack">
        <p className="ui-hint">{t('joinElsewhere')}</p>
        <ListResults
          query={query}
          count={notConnected ? 0 : data?.videos.length}
          texts={{ failed: t('failed') }}
          empty={
            notConnected ?? (
              <EmptyState icon={IconVideo} text={t(plan ? 'empty' : 'unknown')} action={plan || null} />
            )
          }
        >
          <div className="ui-stack">
            {coming.map((video) => (
              <ComingCall key={video.id} video={video} individual={individual} />
            ))}
          </div>
          <PastCalls videos={data && past} />
        </ListResults>
      </div>
      {PlanDialog && individual !== undefined && (
        <PlanDialog individual={individual} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
