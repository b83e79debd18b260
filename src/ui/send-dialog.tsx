import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Dialog, DialogActions } from './dialog.tsx';
import classes from './send-dialog.module.css';

interface SendDialogProps {
  readonly title: string;
  /** What it does, in a sentence or two. */
  readonly children: ReactNode;
  /** In whose name it is sent. */
  readonly onBehalfOf: string;
  /** Method and path of the operation. */
  readonly target: string;
  /** The body exactly as it will be sent. */
  readonly payload: unknown;
  readonly confirmLabel: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Shows what exactly is sent where and for whom, before it is. */
export function SendDialog(props: SendDialogProps) {
  const { title, children, onBehalfOf, target, payload, confirmLabel, onConfirm, onClose } = props;
  const t = useTranslations('send');
  const cancel = useTranslations('dialog')('cancel');
  return (
    <Dialog title={title} onClose={onClose}>
      {(close) => (
        <>
          <div className={classes.about}>{children}</div>
          <dl className={classes.facts}>
            <dt>{t('for')}</dt>
            <dd>{onBehalfOf}</dd>
            <dt>{t('where')}</dt>
            <dd>
              <code>{target}</code>
            </dd>
          </dl>
          <h3 className={classes.heading}>{t('what')}</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (axe scrollable-region-focusable) */}
          <pre className={classes.payload} tabIndex={0}>
            {JSON.stringify(payload, null, 2)}
          </pre>
          <DialogActions>
            <Button variant="default" onClick={close}>
              {cancel}
            </Button>
            <Button
              onClick={() => {
                close();
                onConfirm();
              }}
            >
              {confirmLabel}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
