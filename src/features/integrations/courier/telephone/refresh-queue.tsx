import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import {
  type QueueRefresh,
  refreshQueue,
  taskOf,
  taskOptions,
} from '#src/api/courier/administration/queue-refresh.ts';
import type { PhoneLine } from '#src/api/courier/administration/telephone.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { Outcome } from '../../tab/outcome.tsx';

/** Has Courier look again who waits, and says when it has. */
export function RefreshQueue({ line }: { readonly line: PhoneLine }) {
  const t = useTranslations('courierTelephone.queue');
  const [task, setTask] = useState<string>();
  const refreshing = useWrite<QueueRefresh, unknown>(refreshQueue, (response) => setTask(taskOf(response)));
  const { data } = useQuery({ ...taskOptions(task ?? ''), enabled: task !== undefined });
  const said = task === undefined ? '' : t(`refreshed.${data?.state ?? 'running'}`);
  return (
    <>
      <div className="ui-row">
        <Button
          size="xs"
          variant="default"
          loading={refreshing.busy || (task !== undefined && data?.state === 'running')}
          onClick={() => {
            setTask(undefined);
            void refreshing.run({ ...wishNow(), line: line.id });
          }}
        >
          {t('refresh')}
        </Button>
        <span role="status" className="ui-hint" dir="auto">
          {said}
        </span>
      </div>
      {data?.error !== undefined && (
        <p className="ui-problem" dir="auto">
          {data.error}
        </p>
      )}
      <Outcome writing={refreshing} of="outcome" />
    </>
  );
}
