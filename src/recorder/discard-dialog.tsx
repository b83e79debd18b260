import { useTranslations } from 'use-intl';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { formatClock } from './model/clock.ts';
import { recorderStore } from './recorder-store.ts';

interface DiscardDialogProps {
  readonly recording: {
    readonly id: string;
    readonly name: string;
    readonly durationMs: number;
    /** How much of it Claritalk has. */
    readonly uploaded: 'nothing' | 'part' | 'all';
  };
  readonly onClose: () => void;
}

/** Asks before a recording is removed from this device: with a word to type when nobody else has it. */
export function DiscardDialog({ recording, onClose }: DiscardDialogProps) {
  const t = useTranslations('recorder.discard');
  const { id, name, durationMs, uploaded } = recording;
  return (
    <ConfirmDialog
      title={uploaded === 'all' ? t('titleUploaded', { name }) : t('title', { name })}
      confirm={uploaded === 'all' ? t('confirmUploaded') : t('confirm')}
      {...(uploaded === 'all' ? {} : { word: t('word') })}
      onConfirm={async () => recorderStore.engine?.discard(id)}
      onClose={onClose}
    >
      <p>{uploaded === 'all' ? t('bodyUploaded') : t('body', { duration: formatClock(durationMs) })}</p>
      {uploaded === 'part' && <p>{t('bodyPart')}</p>}
    </ConfirmDialog>
  );
}
