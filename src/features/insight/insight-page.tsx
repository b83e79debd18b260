import { Skeleton } from '@mantine/core';
import { IconDeviceDesktopOff } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { secondTry } from '#src/lib/second-try.ts';
import { paths } from '#src/paths.ts';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';

const loadMeetings = () => import('./report/insight-side.tsx');
const loadTemplates = () => import('./health/health-side.tsx');
const Meetings = lazy(async () => ({ default: (await secondTry(loadMeetings)).InsightSide }));
const Templates = lazy(async () => ({ default: (await secondTry(loadTemplates)).HealthSide }));

/** What the index on this device says of the meetings, or of the templates that they come from. */
export function Component() {
  const { side } = useParams();
  if (!indexStore.available) return <SwitchedOff />;
  return (
    <Suspense fallback={<Skeleton height={280} radius="lg" aria-hidden />}>
      {side === 'templates' ? <Templates /> : <Meetings />}
    </Suspense>
  );
}

/** The gateway has no index: nothing can be counted. */
function SwitchedOff() {
  const t = useTranslations('insight');
  return (
    <>
      <PageHeader title={t('title')} />
      <EmptyState
        icon={IconDeviceDesktopOff}
        text={t('off')}
        action={<NextPage to={paths.meetings()} page="meetings" />}
      />
    </>
  );
}
