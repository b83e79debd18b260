import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type RunOfList, runList } from '#src/api/gateway/retention/retention.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';

interface RunDialogProps {
  readonly id: string;
  readonly digest: string;
  readonly count: number;
  readonly onClose: () => void;
}

/** Asks for the number that was seen before anything is deleted. */
export function RunDialog({ id, digest, count, onClose }: RunDialogProps) {
  const t = useTranslations('retention.list');
  const running = useWrite<RunOfList, unknown>(runList);
  return (
    <ConfirmDialog
      title={t('delete', { count })}
      confirm={t('delete', { count })}
      busy={running.busy}
      proof={{
        label: t('typeNumber', { count }),
        isGiven: (typed) => typed.trim() === String(count),
        mismatch: t('otherNumber', { count }),
      }}
      problem={
        <WriteResult
          of={running}
          texts={{ unknown: t('runUnknown'), found: t('runFound'), notDone: t('runNotDone') }}
        />
      }
      onConfirm={() => running.run({ ...wishNow(), id, digest, count })}
      onClose={onClose}
    >
      <p>{t('deleteLead')}</p>
    </ConfirmDialog>
  );
}
