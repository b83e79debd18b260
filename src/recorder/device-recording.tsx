import { Button } from '@mantine/core';
import { IconDownload, IconTrash, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import { paths } from '#src/app/paths.ts';
import { Moment } from '#src/ui/moment.tsx';
import classes from './device-recordings.module.css';
import { DiscardDialog } from './discard-dialog.tsx';
import { downloadRecording } from './download-recording.ts';
import type { RecordingView } from './engine.ts';
import { formatClock } from './model/clock.ts';
import { recorderStore } from './recorder-store.ts';
import { UploadStatus } from './upload-status.tsx';
import { useFileSize } from './use-text.ts';

type Standing = 'elsewhere' | 'left' | 'sealed' | 'uploading' | 'waiting' | 'attention' | 'uploaded';

function standingOf({ live, upload }: RecordingView): Standing {
  if (live) return 'elsewhere';
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

/** One recording of this device and what can be done with it. */
export function DeviceRecording({ view }: { readonly view: RecordingView }) {
  const t = useTranslations('recorder.device');
  const fileSize = useFileSize();
  const [failed, setFailed] = useState(false);
  const [discarding, setDiscarding] = useState(false);
  const { stored, upload } = view;
  const standing = standingOf(view);
  const attempt = (work: Promise<void> | undefined) => {
    setFailed(false);
    work?.catch(() => setFailed(true));
  };
  return (
    <li className={classes.item} aria-label={stored.name}>
      <div className={classes.head}>
        <h3 className={classes.name}>{stored.name}</h3>
        <span className={classes.standing} data-standing={standing}>
          {t(standing)}
        </span>
      </div>
      <p className={classes.details}>
        <Moment at={new Date(stored.startedAt)} />
        {' · '}
        {t('details', { duration: formatClock(stored.durationMs), size: fileSize(stored.bytes) })}
      </p>
      {standing === 'left' && <p className={classes.details}>{t('leftHint')}</p>}
      {upload && upload.phase !== 'uploaded' && <UploadStatus stored={stored} upload={upload} />}
      {failed && (
        <p className={classes.error} role="alert">
          {t('failed')}
        </p>
      )}
      {standing !== 'elsewhere' && (
        <div className={classes.actions}>
          {standing === 'left' && (
            <Button
              size="xs"
              leftSection={<IconUpload size={16} aria-hidden />}
              onClick={() => attempt(recorderStore.engine?.finish(stored.id))}
            >
              {t('upload')}
            </Button>
          )}
          {upload?.phase === 'uploaded' && (
            <Button size="xs" component={Link} to={paths.meeting(upload.meetingId)}>
              {t('open')}
            </Button>
          )}
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => attempt(downloadRecording(stored))}
          >
            {t('download')}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            className={classes.discard ?? ''}
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => setDiscarding(true)}
          >
            {t('discard')}
          </Button>
        </div>
      )}
      {discarding && (
        <DiscardDialog
          recording={{ ...stored, uploaded: stored.status === 'uploaded' }}
          onClose={() => setDiscarding(false)}
        />
      )}
    </li>
  );
}
