import { useTranslations } from 'use-intl';
import type { StoredRecording } from '#src/features/recorder/model/recording.ts';
import { MarkList } from '../shared/mark-list.tsx';

/** The notes of a recording that is kept on this device; nothing when there are none. */
export function KeptMarks({ marks, pocketed }: Pick<StoredRecording, 'marks' | 'pocketed'>) {
  const t = useTranslations('recorder.notes');
  if (!marks?.length) return null;
  return (
    <details>
      <summary>{t('kept', { count: marks.length })}</summary>
      <MarkList marks={marks} editable={false} pocketed={pocketed} />
    </details>
  );
}
