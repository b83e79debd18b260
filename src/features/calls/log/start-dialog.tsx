import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { startConference } from '#src/api/courier/start-conference.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { WriteResult } from '#src/services/problems/write-result.tsx';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';

interface StartDialogProps {
  /** Who the reader is at Courier. */
  readonly individual: string | undefined;
  readonly onClose: () => void;
}

/** Asks before Courier calls. */
export function StartDialog({ individual, onClose }: StartDialogProps) {
  const t = useTranslations('calls.conferences');
  const starting = useWrite(startConference);
  return (
    <ConfirmDialog
      title={t('startTitle')}
      confirm={t('start')}
      busy={starting.busy}
      problem={
        <WriteResult
          of={starting}
          texts={{ unknown: t('startUnknown'), found: t('startFound'), notDone: t('startNotDone') }}
        />
      }
      onConfirm={() => starting.run({ individual, ...wishNow() })}
      onClose={onClose}
    >
      <p>{t(individual === undefined ? 'startCompany' : 'startOwn')}</p>
      <p className="ui-hint">{t('joinElsewhere')}</p>
    </ConfirmDialog>
  );
}
