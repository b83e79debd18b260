import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Notice } from '#src/ui/notice.tsx';
import { downloadRecording } from './download-recording.ts';
import { FreeSpaceButton } from './free-space-button.tsx';
import classes from './record-page.module.css';
import { useRecorder } from './use-recorder.ts';

interface StorageFailingProps {
  readonly recordingId: string;
  /** The recording has ended and only waits for the disk. */
  readonly stopping: boolean;
}

/** The disk takes nothing more: what is in memory must get out, to a freed disk or into a file. */
export function StorageFailing({ recordingId, stopping }: StorageFailingProps) {
  const t = useTranslations('recorder.room');
  const [failed, setFailed] = useState(false);
  const stored = useRecorder().recordings.find((view) => view.stored.id === recordingId)?.stored;
  const download = () => {
    setFailed(false);
    if (stored) downloadRecording(stored).catch(() => setFailed(true));
  };
  return (
    <Notice kind="danger" title={t(stopping ? 'fullStopping' : 'full')}>
      <p>{t(stopping ? 'fullStoppingBody' : 'fullBody')}</p>
      {failed && <p>{t('downloadFailed')}</p>}
      <div className={classes.actions}>
        <FreeSpaceButton />
        {stored && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={download}
          >
            {t(stopping ? 'download' : 'downloadSoFar')}
          </Button>
        )}
      </div>
    </Notice>
  );
}
