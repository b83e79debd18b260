import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import classes from './discard-dialog.module.css';
import { formatClock } from './model/clock.ts';
import { recorderStore } from './recorder-store.ts';

interface DiscardDialogProps {
  readonly recording: {
    readonly id: string;
    readonly name: string;
    readonly durationMs: number;
    readonly uploaded: boolean;
  };
  readonly onClose: () => void;
}

/** Asks before a recording is removed from this device, and says what that costs. */
export function DiscardDialog({ recording, onClose }: DiscardDialogProps) {
  const t = useTranslations('recorder.discard');
  const device = useTranslations('recorder.device');
  const dialog = useRef<HTMLDialogElement>(null);
  const [state, setState] = useState<'asking' | 'working' | 'failed'>('asking');
  const { id, name, durationMs, uploaded } = recording;
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);

  const discard = async () => {
    setState('working');
    try {
      await recorderStore.engine?.discard(id);
      onClose();
    } catch {
      setState('failed');
    }
  };
  return (
    <dialog ref={dialog} className={classes.dialog} aria-labelledby="discard-title" onClose={onClose}>
      <h2 id="discard-title" className={classes.title}>
        {t('title', { name })}
      </h2>
      <p className={classes.body}>
        {uploaded ? t('bodyUploaded') : t('body', { duration: formatClock(durationMs) })}
      </p>
      {state === 'failed' && (
        <p className={classes.error} role="alert">
          {device('failed')}
        </p>
      )}
      <div className={classes.actions}>
        <Button variant="default" onClick={() => dialog.current?.close()} autoFocus>
          {t('cancel')}
        </Button>
        <Button
          color="red.9"
          onClick={discard}
          loading={state === 'working'}
          className={classes.confirm ?? ''}
        >
          {t('confirm', { name })}
        </Button>
      </div>
    </dialog>
  );
}
