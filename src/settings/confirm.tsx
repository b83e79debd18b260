import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Dialog, DialogActions } from '#src/ui/dialog.tsx';
import classes from './settings.module.css';

interface ConfirmProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly action: string;
  /** Does it; rejects when it could not be done. */
  readonly onConfirm: () => Promise<void>;
  /** What is said when it could not be done. */
  readonly failed: string;
  readonly onClose: () => void;
}

/** Asks before something is deleted or ended, and stays when that fails. */
export function Confirm({ title, children, action, onConfirm, failed, onClose }: ConfirmProps) {
  const t = useTranslations('dialog');
  const [state, setState] = useState<'asking' | 'doing' | 'failed'>('asking');
  const confirm = (close: () => void) => {
    setState('doing');
    onConfirm().then(close, () => setState('failed'));
  };
  return (
    <Dialog title={title} onClose={onClose}>
      {(close) => (
        <>
          {children}
          {state === 'failed' && (
            <p role="alert" className={classes.problem}>
              {failed}
            </p>
          )}
          <DialogActions>
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button
              color="red.9"
              loading={state === 'doing'}
              onClick={() => state !== 'doing' && confirm(close)}
            >
              {action}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
