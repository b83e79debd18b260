import { Button, TextInput } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import classes from './confirm-dialog.module.css';

interface ConfirmDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly confirm: string;
  /** A word that must be typed first, for what cannot be undone. */
  readonly word?: string;
  /** Does it. What it rejects with is told in the dialog, which stays. */
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before something is removed, and says what that costs. */
export function ConfirmDialog({ title, children, confirm, word, onConfirm, onClose }: ConfirmDialogProps) {
  const t = useTranslations('recorder.confirm');
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [state, setState] = useState<'asking' | 'working' | 'failed'>('asking');
  const [typed, setTyped] = useState('');
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (word !== undefined && typed.trim().toLowerCase() !== word.toLowerCase()) return setMissing(true);
    setState('working');
    try {
      await onConfirm();
      onClose();
    } catch {
      setState('failed');
    }
  };
  return (
    <dialog ref={dialog} className={classes.dialog} aria-labelledby={titleId} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <h2 id={titleId} className={classes.title}>
          {title}
        </h2>
        <div className={classes.body}>{children}</div>
        {word !== undefined && (
          <TextInput
            className={classes.word ?? ''}
            label={t('type', { word })}
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setMissing(false);
            }}
            error={missing && t('typeMissing', { word })}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
          />
        )}
        {state === 'failed' && (
          <p className={classes.error} role="alert">
            {t('failed')}
          </p>
        )}
        <div className={classes.actions}>
          <Button variant="default" onClick={() => dialog.current?.close()} autoFocus={word === undefined}>
            {t('cancel')}
          </Button>
          <Button type="submit" color="red.9" loading={state === 'working'} className={classes.confirm ?? ''}>
            {confirm}
          </Button>
        </div>
      </form>
    </dialog>
  );
}
