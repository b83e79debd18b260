import { useTranslations } from 'use-intl';
import { Notice } from '#src/ui/notice.tsx';
import { DownloadButton } from './download-button.tsx';
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
  const stored = useRecorder().recordings.find((view) => view.stored.id === recordingId)?.stored;
  return (
    <Notice kind="danger" title={t(stopping ? 'fullStopping' : 'full')}>
      <p>{t(stopping ? 'fullStoppingBody' : 'fullBody')}</p>
      <div className={classes.actions}>
        <FreeSpaceButton />
        {stored && <DownloadButton stored={stored} label={t(stopping ? 'download' : 'downloadSoFar')} />}
      </div>
    </Notice>
  );
}
