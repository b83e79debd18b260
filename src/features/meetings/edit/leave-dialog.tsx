import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';

interface LeaveDialogProps {
  readonly onStay: () => void;
  readonly onLeave: () => void;
  /** Discards what was written. */
  readonly onDiscard: () => void;
}

/** Asks before a form with changes is left. */
export function LeaveDialog({ onStay, onLeave, onDiscard }: LeaveDialogProps) {
  const t = useTranslations('meetingForm.leave');
  const discard = () => {
    onDiscard();
    onLeave();
  };
  return (
    <ConfirmDialog
      title={t('title')}
      cancel={t('stay')}
      confirm={t('keep')}
      harmless
      other={
        <Button variant="default" onClick={discard}>
          {t('discard')}
        </Button>
      }
      onConfirm={() => {
        onLeave();
        // It disappears with the page: closing it would mean staying.
        return false;
      }}
      onClose={onStay}
    >
      <p>{t('body')}</p>
    </ConfirmDialog>
  );
}
