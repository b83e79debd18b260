import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslations } from 'use-intl';
import classes from './dialog.module.css';

interface DialogProps {
  readonly title: string;
  /** Called once it is closed, in whichever way. */
  readonly onClose: () => void;
  /** Content; `close` closes the dialog. */
  readonly children: (close: () => void) => ReactNode;
}

/** A modal dialog, open as long as it is there. The browser keeps the focus in it and gives it back afterwards. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const t = useTranslations('dialog');
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);
  const close = () => dialog.current?.close();
  return (
    <dialog ref={dialog} className={classes.dialog} aria-labelledby={titleId} onClose={onClose}>
      <div className={classes.head}>
        <h2 id={titleId} className={classes.title}>
          {title}
        </h2>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('close')} onClick={close}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      </div>
      {children(close)}
    </dialog>
  );
}

/** The buttons that end a dialog. */
export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className={classes.actions}>{children}</div>;
}
