import { Button } from '@mantine/core';
import { IconTrash, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { certainOf } from '#src/api/client/certain.ts';
import type { RecordingView } from '#src/features/recorder/engine/recorder-snapshot.ts';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import type { StoredRecording } from '#src/features/recorder/model/recording.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import type { Elements } from '#src/ui/elements.ts';
import { DiscardDialog } from '../shared/discard-dialog.tsx';
import { DownloadButton } from '../shared/download-button.tsx';
import { ContinueButton } from './continue-button.tsx';
import classes from './device-recordings.module.css';

interface RecordingActionsProps {
  readonly view: RecordingView;
  /** Further buttons, before the others. */
  readonly children?: Elements;
}

/** What can be done with a recording on this device, whatever happened to it. */
export function RecordingActions({ view, children }: RecordingActionsProps) {
  const t = useTranslations('recorder.device');
  const finishing = useWrite<string, unknown>((_queryClient, id) =>
    certainOf(recorderStore.engine?.finish(id)),
  );
  const [discarding, setDiscarding] = useState(false);
  const { stored, upload } = view;
  return (
    <>
      {finishing.state.phase === 'refused' && (
        <p className="ui-problem ui-after" role="alert">
          {t('failed')}
        </p>
      )}
      <div className={`ui-row ui-tight ${classes.actions}`}>
        {children}
        {!upload && (
          <Button
            size="xs"
            leftSection={<IconUpload size={16} aria-hidden />}
            onClick={() => void finishing.run(stored.id)}
          >
            {t('upload')}
          </Button>
        )}
        {!upload && stored.bytes > 0 && <ContinueButton recordingId={stored.id} />}
        <DownloadButton stored={stored} />
        <Button
          size="xs"
          variant="subtle"
          className="ui-danger"
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
