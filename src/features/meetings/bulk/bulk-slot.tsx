import { VisuallyHidden } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { useChosen } from './meeting-selection.ts';

const load = () => import('./bulk-bar.tsx');

/** What can be done with the chosen meetings; nothing while none is chosen. */
export function BulkSlot() {
  const t = useTranslations('meetings.select');
  const { size } = useChosen();
  const bar = useOnDemand(load, size > 0);
  return (
    <>
      <VisuallyHidden role="status">{size > 0 && t('count', { count: size })}</VisuallyHidden>
      {bar && <bar.BulkBar />}
    </>
  );
}
