import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';

interface LeaveDialogProps {
  readonly onStay: () => void;
  readonly onLeave: () => void;
  /** Gives up what was written. */
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
        // It goes with the page: closed, it would mean to stay.
        return false;
      }}
      onClose={onStay}
    >
      <p>{t('body')}</p>
    </ConfirmDialog>
  );
}
