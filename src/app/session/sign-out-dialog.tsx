import { Button } from '@mantine/core';
import { useTranslations } from 'use-intl';
import { draftsOf } from '#src/lib/storage/drafts.ts';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';
import { hasWork, unsentMessages } from './unfinished.ts';

interface SignOutDialogProps {
  readonly userUuid: string;
  readonly onClose: () => void;
  /** With the person's UUID if they give up what the server has not received. */
  readonly onSignOut: (discardDraftsOf?: string) => void;
}

/** Asks, before someone signs out, what to do with what the server has not received and with work in progress. */
export function SignOutDialog({ userUuid, onClose, onSignOut }: SignOutDialogProps) {
  const t = useTranslations('signOut');
  const count = draftsOf(userUuid).length;
  const drafts = count > 0;
  const messages = unsentMessages(userUuid);
  const costs = drafts || messages > 0;
  return (
    <ConfirmDialog
      title={t(drafts ? 'title' : costs ? 'unsentTitle' : 'workTitle')}
      cancel={t('stay')}
      confirm={t(drafts ? 'discard' : 'leave')}
      harmless={!costs}
      other={
        drafts && (
          <Button variant="default" onClick={() => onSignOut()}>
            {t('keep')}
          </Button>
        )
      }
      onConfirm={() => {
        onSignOut(drafts ? userUuid : undefined);
        // It stays until the page is left.
        return false;
      }}
      onClose={onClose}
    >
      {drafts && <p>{t('body', { count })}</p>}
      {messages > 0 && <p>{t('messages', { count: messages })}</p>}
      {hasWork(userUuid) && <p>{t('work')}</p>}
    </ConfirmDialog>
  );
}
