import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFileSize } from '#src/ui/use-file-size.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { recorderStore } from './recorder-store.ts';
import { useRecorder } from './use-recorder.ts';

/** Makes room by removing the copies of recordings that Claritalk has; nothing when there are none. */
export function FreeSpaceButton() {
  const t = useTranslations('recorder.room');
  const fileSize = useFileSize();
  const [asking, setAsking] = useState(false);
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
          onConfirm={async () => recorderStore.engine?.removeUploaded()}
          onClose={() => setAsking(false)}
        >
          <p>{t('freeBody')}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
