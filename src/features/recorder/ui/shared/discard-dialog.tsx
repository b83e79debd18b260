import { useTranslations } from 'use-intl';
import { certainOf } from '#src/api/client/certain.ts';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import { formatClock } from '#src/lib/time/stopwatch.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';

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
  const confirm = useTranslations('recorder.confirm');
  const { id, name, durationMs, uploaded } = recording;
  const safe = uploaded === 'all';
  const word = t('word');
  const discarding = useWrite<void, unknown>(() => certainOf(recorderStore.engine?.discard(id)));
  return (
    <ConfirmDialog
      title={safe ? t('titleUploaded', { name }) : t('title', { name })}
      confirm={safe ? t('confirmUploaded') : t('confirm')}
      cancel={confirm('cancel')}
      busy={discarding.busy}
      error={discarding.state.phase === 'refused' && confirm('failed')}
      proof={
        safe
          ? undefined
          : {
              label: confirm('type', { word }),
              isGiven: (typed) => typed.trim().toLowerCase() === word.toLowerCase(),
              mismatch: confirm('typeMissing', { word }),
            }
      }
      onConfirm={discarding.run}
      onClose={onClose}
    >
      <p>{safe ? t('bodyUploaded') : t('body', { duration: formatClock(durationMs) })}</p>
      {uploaded === 'part' && <p>{t('bodyPart')}</p>}
    </ConfirmDialog>
  );
}
