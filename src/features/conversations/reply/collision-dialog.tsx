import { useTranslations } from 'use-intl';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';

interface CollisionDialogProps {
  readonly name: string;
  /** What they have answered. */
  readonly answer: string;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** Asks before an answer is sent to which someone else was quicker. */
export function CollisionDialog({ name, answer, onSend, onClose }: CollisionDialogProps) {
  const t = useTranslations('conversations.collision');
  return (
    <ConfirmDialog
      title={t('title', { name })}
      confirm={t('send')}
      cancel={t('keep')}
      harmless
      onConfirm={() => {
        onSend();
        return true;
      }}
      onClose={onClose}
    >
      <p>{t('body')}</p>
      <blockquote dir="auto">{answer}</blockquote>
    </ConfirmDialog>
  );
}
