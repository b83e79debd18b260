import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Dialog, DialogActions } from '#src/ui/dialog.tsx';
import classes from './columns.module.css';
import { useWriteProblem } from './use-write-problem.ts';

interface DeleteDialogProps {
  readonly title: string;
  /** What goes and what stays. */
  readonly children: ReactNode;
  readonly onDelete: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks before something of the templates is deleted, and says what that does. */
export function DeleteDialog({ title, children, onDelete, onClose }: DeleteDialogProps) {
  const t = useTranslations('templates.delete');
  const cancel = useTranslations('dialog')('cancel');
  const problemText = useWriteProblem();
  const [working, setWorking] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const remove = async (close: () => void) => {
    setWorking(true);
    setFailure(undefined);
    try {
      await onDelete();
      close();
    } catch (error) {
      setFailure(error);
      setWorking(false);
    }
  };
  return (
    <Dialog title={title} onClose={onClose}>
      {(close) => (
        <>
          {children}
          {failure !== undefined && (
            <p role="alert" className={classes.problem}>
              {problemText(failure)}
            </p>
          )}
          <DialogActions>
            <Button variant="default" data-autofocus onClick={close}>
              {cancel}
            </Button>
            <Button color="red.9" loading={working} onClick={() => void remove(close)}>
              {t('button')}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
