import { useTranslations } from 'use-intl';
import { wishNow } from '#src/api/client/idempotency-key.ts';
import { type HoldChange, type RetentionHold, setHold } from '#src/api/gateway/retention/retention.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';
import { SaveResult } from './save-result.tsx';

interface ReleaseDialogProps {
  readonly hold: RetentionHold;
  readonly onClose: () => void;
}

/** Asks before a dossier is no longer on hold. */
export function ReleaseDialog({ hold, onClose }: ReleaseDialogProps) {
  const t = useTranslations('retention.holds');
  const writing = useWrite<HoldChange, unknown>(setHold);
  const { dossier, name, reason } = hold;
  return (
    <ConfirmDialog
      title={t('releaseOne', { name })}
      confirm={t('release')}
      busy={writing.busy}
      problem={<SaveResult of={writing} what="holds" />}
      onConfirm={() => writing.run({ ...wishNow(), dossier, name, reason, held: false })}
      onClose={onClose}
    >
      <p>{t('releaseLead')}</p>
    </ConfirmDialog>
  );
}
