import { Button } from '@mantine/core';
import { IconMicrophone } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import type { RecordingView } from '#src/features/recorder/engine/recorder-snapshot.ts';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import type { StopReason } from '#src/features/recorder/model/state.ts';
import { formatClock } from '#src/lib/time/stopwatch.ts';
import { PublishSlot } from '#src/services/publishing/publish-slot.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { useFileSize } from '#src/ui/use-file-size.ts';
import classes from '../../record-page.module.css';
import { KeptMarks } from './kept-marks.tsx';
import { NextSteps } from './next-steps.tsx';
import { RecordingActions } from './recording-actions.tsx';
import { UploadStatus } from './upload-status.tsx';

interface FinishedCardProps {
  readonly view: RecordingView;
  readonly reason: StopReason;
}

/** The recording that was just made: its upload, and what becomes of it. */
export function FinishedCard({ view, reason }: FinishedCardProps) {
  const t = useTranslations('recorder');
  const fileSize = useFileSize();
  const { stored, upload } = view;
  const another = (
    <Button
      variant="default"
      leftSection={<IconMicrophone size={18} aria-hidden />}
      onClick={() => recorderStore.engine?.dismiss()}
    >
      {t('next.another')}
    </Button>
  );
  return (
    <section
      className={`ui-card ui-parts ${classes.card}`}
      data-side="main"
      aria-labelledby="recorder-finished"
    >
      <div>
        <h2 id="recorder-finished" tabIndex={-1} className={classes.heading} dir="auto">
          {stored.name}
        </h2>
        <p className={`ui-hint ${classes.hint}`}>
          {t('device.details', { duration: formatClock(stored.durationMs), size: fileSize(stored.bytes) })}
        </p>
      </div>
      {reason === 'recorder-failed' && (
        <Notice kind="warning">
          <p>{t('upload.recorderFailed')}</p>
        </Notice>
      )}
      {reason === 'storage-full' && (
        <Notice kind="warning">
          <p>{t('upload.storageFull')}</p>
        </Notice>
      )}
      <KeptMarks {...stored} />
      {upload && <UploadStatus stored={stored} upload={upload} />}
      {upload?.phase === 'uploaded' ? (
        <NextSteps meetingId={upload.meetingId}>
          <PublishSlot meeting={upload.meetingId} recording={stored.id} />
          {another}
        </NextSteps>
      ) : (
        <>
          <RecordingActions view={view} />
          <div className={`ui-row ${classes.actions}`}>{another}</div>
        </>
      )}
    </section>
  );
}
