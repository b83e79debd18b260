import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { draftsOf, dropDrafts } from '#src/lib/drafts.ts';
import { Dialog, DialogActions } from '#src/ui/dialog.tsx';

interface SignOutDialogProps {
  readonly userUuid: string;
  readonly onClose: () => void;
  readonly onSignOut: () => void;
}

/** Asks what becomes of changes that the server has not received before somebody signs out. */
export function SignOutDialog({ userUuid, onClose, onSignOut }: SignOutDialogProps) {
  const t = useTranslations('account.unsaved');
  return (
    <Dialog title={t('title')} onClose={onClose}>
      {(close) => (
        <>
          <p>{t('body', { count: draftsOf(userUuid).length })}</p>
          <DialogActions>
            <Button variant="default" onClick={close}>
              {t('stay')}
            </Button>
            <Button variant="default" onClick={onSignOut}>
              {t('keep')}
            </Button>
            <Button
              color="red.9"
              onClick={() => {
                dropDrafts(userUuid);
                onSignOut();
              }}
            >
              {t('discard')}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
