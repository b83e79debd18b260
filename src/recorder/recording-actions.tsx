import { Button } from '@mantine/core';
import { IconTrash, IconUpload } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { ContinueButton } from './continue-button.tsx';
import classes from './device-recordings.module.css';
import { DiscardDialog } from './discard-dialog.tsx';
import { DownloadButton } from './download-button.tsx';
import type { StoredRecording } from './model/recording.ts';
import type { RecordingView } from './recorder-snapshot.ts';
import { recorderStore } from './recorder-store.ts';

interface RecordingActionsProps {
  readonly view: RecordingView;
  /** Further buttons, before the others. */
  readonly children?: ReactNode;
}

/** What can be done with a recording on this device, whatever happened to it. */
export function RecordingActions({ view, children }: RecordingActionsProps) {
  const t = useTranslations('recorder.device');
  const [failed, setFailed] = useState(false);
  const [discarding, setDiscarding] = useState(false);
  const { stored, upload } = view;
  const attempt = (work: Promise<void> | undefined) => {
    setFailed(false);
    work?.catch(() => setFailed(true));
  };
  return (
    <>
      {failed && (
        <p className={classes.error} role="alert">
          {t('failed')}
        </p>
      )}
      <div className={classes.actions}>
        {children}
        {!upload && (
          <Button
            size="xs"
            leftSection={<IconUpload size={16} aria-hidden />}
            onClick={() => attempt(recorderStore.engine?.finish(stored.id))}
          >
            {t('upload')}
          </Button>
        )}
        {!upload && stored.bytes > 0 && <ContinueButton recordingId={stored.id} />}
        <DownloadButton stored={stored} />
        <Button
          size="xs"
          variant="subtle"
          className={classes.discard ?? ''}
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => setDiscarding(true)}
        >
          {t(stored.status === 'uploaded' ? 'removeNow' : 'discard')}
        </Button>
      </div>
      {discarding && (
        <DiscardDialog
          recording={{ ...stored, uploaded: uploadedPart(stored) }}
          onClose={() => setDiscarding(false)}
        />
      )}
    </>
  );
}

function uploadedPart({ status, acknowledgedChunks }: StoredRecording): 'nothing' | 'part' | 'all' {
  if (status === 'uploaded') return 'all';
  return acknowledgedChunks > 0 ? 'part' : 'nothing';
}
