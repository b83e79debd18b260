import { Button, Progress, VisuallyHidden } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslations } from 'use-intl';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import type { StoredRecording } from '#src/features/recorder/model/recording.ts';
import type { UploadProgress, UploadState } from '#src/features/recorder/model/upload-state.ts';
import { Notice } from '#src/ui/notice.tsx';
import { useFileSize } from '#src/ui/use-file-size.ts';
import classes from '../../record-page.module.css';
import { useSecondsUntil } from '../shared/use-recorder.ts';
import { useLength } from '../shared/use-text.ts';
import { UploadAttention } from './upload-attention.tsx';

interface UploadStatusProps {
  readonly stored: StoredRecording;
  readonly upload: UploadState;
}

/** The state of a recording's upload, and what the person can do. Only changes of phase are announced. */
export function UploadStatus({ stored, upload }: UploadStatusProps) {
  const t = useTranslations('recorder.upload');
  const retry = () => recorderStore.engine?.retry(stored.id);
  return (
    <div className="ui-stack">
      <VisuallyHidden role="status">{t(`announce.${upload.phase}`)}</VisuallyHidden>
      {upload.phase !== 'uploaded' && <Bar name={stored.name} progress={upload.progress} />}
      {upload.phase === 'queued' && <p className={`ui-hint ${classes.hint}`}>{t('queued')}</p>}
      {upload.phase === 'sending' && <Sending progress={upload.progress} />}
      {upload.phase === 'waiting' && <Waiting upload={upload} onRetry={retry} />}
      {upload.phase === 'signed-out' && (
        <Notice kind="warning">
          <p>{t('signed-out')}</p>
        </Notice>
      )}
      {upload.phase === 'attention' && <UploadAttention stored={stored} upload={upload} />}
      {upload.phase === 'uploaded' && (
        <p className={`ui-line ui-strong ui-small ${classes.done}`}>
          <IconCircleCheck size={20} aria-hidden />
          <span>{t('uploaded')}</span>
        </p>
      )}
    </div>
  );
}

function Bar({ name, progress }: { readonly name: string; readonly progress: UploadProgress }) {
  const t = useTranslations('recorder.upload');
  const { sentBytes, totalBytes } = progress;
  const percent = totalBytes === 0 ? 0 : Math.floor((100 * sentBytes) / totalBytes);
  return <Progress value={percent} size="lg" aria-label={t('progress', { name })} />;
}

function Sending({ progress }: { readonly progress: UploadProgress }) {
  const t = useTranslations('recorder.upload');
  const fileSize = useFileSize();
  const length = useLength();
  const { sentBytes, totalBytes, chunk, totalChunks, bytesPerSecond } = progress;
  const details = [t('sending', { sent: fileSize(sentBytes), total: fileSize(totalBytes) })];
  if (totalChunks > 1) details.push(t('chunk', { chunk, total: totalChunks }));
  if (bytesPerSecond) {
    details.push(t('speed', { speed: fileSize(bytesPerSecond) }));
    details.push(t('left', { length: length((1000 * (totalBytes - sentBytes)) / bytesPerSecond) }));
  }
  return (
    <p className={`ui-hint ${classes.hint}`} dir="auto">
      {details.join(' · ')}
    </p>
  );
}

interface WaitingProps {
  readonly upload: Extract<UploadState, { phase: 'waiting' }>;
  readonly onRetry: () => void;
}

function Waiting({ upload, onRetry }: WaitingProps) {
  const t = useTranslations('recorder.upload');
  const seconds = useSecondsUntil(upload.until);
  return (
    <div className="ui-between">
      <p className={`ui-hint ${classes.hint}`}>{t(upload.reason, { seconds })}</p>
      {upload.reason !== 'rate-limited' && (
        <Button variant="default" size="xs" onClick={onRetry}>
          {t('retryNow')}
        </Button>
      )}
    </div>
  );
}
