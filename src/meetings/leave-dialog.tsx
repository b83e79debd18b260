import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { Dialog, DialogActions } from '#src/ui/dialog.tsx';

interface LeaveDialogProps {
  readonly onStay: () => void;
  readonly onLeave: () => void;
  /** Gives up what was written. */
  readonly onDiscard: () => void;
}

/** Asks before a form with changes is left. */
export function LeaveDialog({ onStay, onLeave, onDiscard }: LeaveDialogProps) {
  const t = useTranslations('meetingForm.leave');
  return (
    <Dialog title={t('title')} onClose={onStay}>
      {(close) => (
        <>
          <p>{t('body')}</p>
          <DialogActions>
            <Button variant="default" onClick={close}>
              {t('stay')}
            </Button>
            <Button
              variant="default"
              onClick={() => {
                onDiscard();
                onLeave();
              }}
            >
              {t('discard')}
            </Button>
            <Button onClick={onLeave}>{t('keep')}</Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
