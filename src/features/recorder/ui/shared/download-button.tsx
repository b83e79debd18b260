import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { StoredRecording } from '#src/features/recorder/model/recording.ts';
import classes from '../recordings/device-recordings.module.css';
import { downloadRecording } from './download-recording.ts';

type Download =
  | { readonly phase: 'idle' | 'failed' | 'saved-as-recorded' }
  | { readonly phase: 'working'; readonly percent: number };

interface DownloadButtonProps {
  readonly stored: StoredRecording;
  /** What the button says at rest, where that is not simply “Download”. */
  readonly label?: string;
}

/** Saves a recording as the person's own file. Whatever happened to its upload, this is always available. */
export function DownloadButton({ stored, label }: DownloadButtonProps) {
  const t = useTranslations('recorder.device');
  const [download, setDownload] = useState<Download>({ phase: 'idle' });
  const start = async () => {
    if (download.phase === 'working') return;
    setDownload({ phase: 'working', percent: 0 });
    try {
      const outcome = await downloadRecording(stored, (part) =>
        setDownload({ phase: 'working', percent: Math.floor(part * 100) }),
      );
      setDownload({ phase: outcome === 'saved-as-recorded' ? outcome : 'idle' });
    } catch {
      setDownload({ phase: 'failed' });
    }
  };
  const working = download.phase === 'working';
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        aria-disabled={working}
        onClick={() => void start()}
        dir="auto"
      >
        {working ? t('downloading', { percent: download.percent }) : (label ?? t('download'))}
      </Button>
      {download.phase === 'failed' && (
        <p className="ui-problem ui-after" role="alert">
          {t('downloadFailed')}
        </p>
      )}
      {download.phase === 'saved-as-recorded' && (
        <p className={`ui-hint ${classes.details}`} role="status">
          {t('downloadAsRecorded')}
        </p>
      )}
    </>
  );
}
