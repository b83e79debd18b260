import { Button } from '@mantine/core';
import { type ComponentType, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Notice } from '#src/ui/notice.tsx';
import type { AttachDialogProps } from './attach-dialog.tsx';
import type { StoredRecording } from './model/recording.ts';
import type { UploadState } from './model/upload-state.ts';
import classes from './record-page.module.css';
import { recorderStore } from './recorder-store.ts';
import { useUploadProblemText } from './use-text.ts';

interface UploadAttentionProps {
  readonly stored: StoredRecording;
  readonly upload: Extract<UploadState, { phase: 'attention' }>;
}

/** Why the upload stopped, and every way on: again, another meeting, a new one. Downloading is offered below. */
export function UploadAttention({ stored, upload }: UploadAttentionProps) {
  const t = useTranslations('recorder.upload');
  const errors = useTranslations('errors');
  const problemText = useUploadProblemText();
  const [Dialog, setDialog] = useState<ComponentType<AttachDialogProps>>();
  const [failed, setFailed] = useState(false);
  const { problem } = upload;
  const unreadable = problem.kind === 'storage';
  const neverTaken = problem.kind === 'too-large' && stored.acknowledgedChunks === 0;
  const attach = () => {
    setFailed(false);
    // Rarely needed, so it is loaded when it is asked for.
    import('./attach-dialog.tsx').then(
      ({ AttachDialog }) => setDialog(() => AttachDialog),
      () => setFailed(true),
    );
  };
  return (
    <Notice kind="danger" title={t('attention')}>
      <p>{neverTaken ? t('problem.too-large-always') : problemText(problem)}</p>
      {problem.message && <p>{errors('detail', { message: problem.message })}</p>}
      {!unreadable && <p>{t('attentionSafe')}</p>}
      {failed && <p role="alert">{errors('network')}</p>}
      <div className={classes.actions}>
        <Button size="xs" onClick={() => recorderStore.engine?.retry(stored.id)}>
          {t('retry')}
        </Button>
        {!unreadable && (
          <Button size="xs" variant="default" onClick={attach}>
            {t('attach')}
          </Button>
        )}
      </div>
      {Dialog && <Dialog stored={stored} onClose={() => setDialog(undefined)} />}
    </Notice>
  );
}
