import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactElement, useId } from 'react';
import { useTranslations } from 'use-intl';
import { Region } from '../region.tsx';
import classes from './dialog.module.css';
import { Modal } from './modal.tsx';

interface DialogProps {
  readonly title: string;
  /** Called once it is closed, in whichever way. */
  readonly onClose: () => void;
  /** Content; `close` closes the dialog. */
  readonly children: (close: () => void) => ReactElement;
}

/** A modal dialog with a title. One that asks is a `ConfirmDialog`, one with fields a `FormDialog`. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const t = useTranslations('dialog');
  const titleId = useId();
  return (
    <Modal className={`ui-card ui-small ${classes.dialog}`} name={{ titleId }} onClose={onClose}>
      {(close) => (
        <>
          <div className={classes.head}>
            <h2 id={titleId} className={`ui-breaks ${classes.title}`} dir="auto">
              {title}
            </h2>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('close')} onClick={close}>
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </div>
          <Region name="window">
            <Content of={children} close={close} />
          </Region>
        </>
      )}
    </Modal>
  );
}

interface ContentProps {
  readonly of: DialogProps['children'];
  readonly close: () => void;
}

/** Draws the content within the dialog's own region: what fails in it leaves the page as it is. */
function Content({ of, close }: ContentProps): ReactElement {
  return of(close);
}
