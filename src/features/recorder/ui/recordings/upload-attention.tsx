import { Button } from '@mantine/core';
import { type ComponentType, useState } from 'react';
import { useTranslations } from 'use-intl';
import { recorderStore } from '#src/features/recorder/engine/recorder-store.ts';
import type { StoredRecording } from '#src/features/recorder/model/recording.ts';
import type { UploadState } from '#src/features/recorder/model/upload-state.ts';
import { useRefusalWords } from '#src/services/problems/error-text.ts';
import { Notice } from '#src/ui/notice.tsx';
import classes from '../../record-page.module.css';
import { useUploadProblemText } from '../shared/use-text.ts';
import type { AttachDialogProps } from './attach-dialog.tsx';

interface UploadAttentionProps {
  readonly stored: StoredRecording;
  readonly upload: Extract<UploadState, { phase: 'attention' }>;
}

/**
 * Why the upload stopped, and every way to continue: retry, another meeting, a new one. Downloading is offered below.
 */
export function UploadAttention({ stored, upload }: UploadAttentionProps) {
  const t = useTranslations('recorder.upload');
  const errors = useTranslations('errors');
  const problemText = useUploadProblemText();
  const refusalWords = useRefusalWords();
  const [Dialog, setDialog] = useState<ComponentType<AttachDialogProps>>();
  const [failed, setFailed] = useState(false);
  const { problem } = upload;
  const said =
    refusalWords(problem.refusal) ?? (problem.message && errors('detail', { message: problem.message }));
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
      <p dir="auto">{neverTaken ? t('problem.too-large-always') : problemText(problem)}</p>
      {said && <p dir="auto">{said}</p>}
      {!unreadable && <p>{t('attentionSafe')}</p>}
      {failed && <p role="alert">{errors('network')}</p>}
      <div className={`ui-row ${classes.actions}`}>
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
