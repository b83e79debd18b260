import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import type { RecordingView } from '#src/features/recorder/engine/recorder-snapshot.ts';
import { formatClock } from '#src/lib/time/stopwatch.ts';
import { paths } from '#src/paths.ts';
import { PublishSlot } from '#src/services/publishing/publish-slot.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Sentence } from '#src/ui/sentence.tsx';
import { useFileSize } from '#src/ui/use-file-size.ts';
import classes from './device-recordings.module.css';
import { KeptMarks } from './kept-marks.tsx';
import { RecordingActions } from './recording-actions.tsx';
import { UploadStatus } from './upload-status.tsx';

type Standing =
  | 'elsewhere'
  | 'copying'
  | 'left'
  | 'sealed'
  | 'uploading'
  | 'waiting'
  | 'attention'
  | 'uploaded';

function standingOf({ stored, live, upload }: RecordingView): Standing {
  if (live) return stored.origin === 'file' ? 'copying' : 'elsewhere';
  if (!upload) return 'left';
  const standings = {
    queued: 'sealed',
    sending: 'uploading',
    waiting: 'waiting',
    'signed-out': 'waiting',
    attention: 'attention',
    uploaded: 'uploaded',
  } as const;
  return standings[upload.phase];
}

/** One recording on this device and its actions. */
export function DeviceRecording({ view }: { readonly view: RecordingView }) {
  const t = useTranslations('recorder.device');
  const fileSize = useFileSize();
  const { stored, upload, keptUntil } = view;
  const standing = standingOf(view);
  return (
    <li className={`ui-card ${classes.item}`} aria-label={stored.name}>
      <div className={`ui-ends ${classes.head}`}>
        <h3 className={`ui-breaks ${classes.name}`} dir="auto">
          {stored.name}
        </h3>
        <span className={`ui-hint ui-strong ${classes.standing}`} data-standing={standing}>
          {t(standing)}
        </span>
      </div>
      <p className={`ui-hint ${classes.details}`}>
        <Moment at={new Date(stored.startedAt)} />
        {/* Of a recording still being made, this tab only knows the start. */}
        {!view.live && (
          <span>{` · ${t('details', { duration: formatClock(stored.durationMs), size: fileSize(stored.bytes) })}`}</span>
        )}
      </p>
      {standing === 'left' && <p className={`ui-hint ${classes.details}`}>{t('leftHint')}</p>}
      {keptUntil !== undefined && (
        <p className={`ui-hint ${classes.details}`}>
          <Sentence>{t.rich('keptUntil', { until: () => <Moment at={new Date(keptUntil)} /> })}</Sentence>
        </p>
      )}
      <KeptMarks {...stored} />
      {upload && upload.phase !== 'uploaded' && <UploadStatus stored={stored} upload={upload} />}
      {!view.live && (
        <RecordingActions view={view}>
          {upload?.phase === 'uploaded' && (
            <>
              <Button size="xs" component={Link} to={paths.meeting(upload.meetingId)}>
                {t('open')}
              </Button>
              <PublishSlot meeting={upload.meetingId} recording={stored.id} size="xs" />
            </>
          )}
        </RecordingActions>
      )}
    </li>
  );
}
