import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { certainOf } from '#src/api/client/certain.ts';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { ConfirmDialog } from '#src/ui/dialog/confirm-dialog.tsx';
import { useFileSize } from '#src/ui/use-file-size.ts';
import { useRecorder } from './use-recorder.ts';

/** Frees space by removing the copies of recordings that Claritalk has; nothing when there are none. */
export function FreeSpaceButton() {
  const t = useTranslations('recorder.room');
  const fileSize = useFileSize();
  const [asking, setAsking] = useState(false);
  const confirm = useTranslations('recorder.confirm');
  const freeing = useWrite<void, unknown>(() => certainOf(recorderStore.engine?.removeUploaded()));
  const uploaded = useRecorder().recordings.filter(({ stored }) => stored.status === 'uploaded');
  const bytes = uploaded.reduce((sum, { stored }) => sum + stored.bytes, 0);
  const values = { count: uploaded.length, size: fileSize(bytes) };
  if (uploaded.length === 0) return null;
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsking(true)}>
        {t('free', values)}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('freeTitle', values)}
          confirm={t('freeConfirm')}
          cancel={confirm('cancel')}
          busy={freeing.busy}
          error={freeing.state.phase === 'refused' && confirm('failed')}
          onConfirm={freeing.run}
          onClose={() => setAsking(false)}
        >
          <p>{t('freeBody')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
