import { useCallback } from 'react';
import { useTranslations } from 'use-intl';

/** Statuses with a name in the interface's language, by how they are written on the wire. */
const labels = {
  draft: 'draft',
  recording: 'recording',
  paused: 'paused',
  uploading: 'uploading',
  uploaded: 'uploaded',
  queued: 'queued',
  processing: 'processing',
  transcribing: 'transcribing',
  summarizing: 'summarizing',
  finished: 'finished',
  'meeting processed': 'meetingProcessed',
  failed: 'failed',
} as const;

const isLabelled = (status: string): status is keyof typeof labels => Object.hasOwn(labels, status);

/** How to call a status: its name in the reader's language, or as the server writes it. */
export function useStatusLabel(): (status: string | undefined) => string {
  const t = useTranslations('meetings.status');
  return useCallback(
    (status) => {
      if (status === undefined) return t('none');
      const written = status.trim().toLowerCase();
      return isLabelled(written) ? t(labels[written]) : status;
    },
    [t],
  );
}
