import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useParams } from 'react-router';

const Meetings = lazy(async () => ({ default: (await import('./report/insight-side.tsx')).InsightSide }));
const Templates = lazy(async () => ({ default: (await import('./health/health-side.tsx')).HealthSide }));

/** What the index on this device says of the meetings, or of the templates that they come from. */
export function Component() {
  const { side } = useParams();
  return (
    <Suspense fallback={<Skeleton height={280} radius="lg" aria-hidden />}>
      {side === 'templates' ? <Templates /> : <Meetings />}
    </Suspense>
  );
}
