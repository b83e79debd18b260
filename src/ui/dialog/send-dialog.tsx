import { useTranslations } from 'use-intl';
import type { Elements } from '../elements.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import classes from './send-dialog.module.css';

interface SendDialogProps {
  readonly title: string;
  /** What it does, in a sentence or two. */
  readonly children: Elements;
  /** The person in whose name it is sent. */
  readonly onBehalfOf: string;
  /** Method and path of the operation. */
  readonly target: string;
  /** The body exactly as it will be sent. */
  readonly payload: unknown;
  readonly confirmLabel: string;
  /** Sends it. The page shows the outcome. */
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Shows exactly what will be sent, where, and for whom. */
export function SendDialog(props: SendDialogProps) {
  const { title, children, onBehalfOf, target, payload, confirmLabel, onConfirm, onClose } = props;
  const t = useTranslations('send');
  return (
    <ConfirmDialog
      title={title}
      confirm={confirmLabel}
      harmless
      onConfirm={() => {
        onConfirm();
        return true;
      }}
      onClose={onClose}
    >
      {children}
      <dl className={`ui-breaks ${classes.facts}`}>
        <dt className="ui-dimmed">{t('for')}</dt>
        <dd dir="auto">{onBehalfOf}</dd>
        <dt className="ui-dimmed">{t('where')}</dt>
        <dd>
          <code dir="ltr">{target}</code>
        </dd>
      </dl>
      <div>
        <h3 className={`ui-dimmed ui-normal ${classes.heading}`}>{t('what')}</h3>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (axe scrollable-region-focusable) */}
        <pre className={`ui-code ui-box ${classes.payload}`} tabIndex={0} dir="ltr">
          {JSON.stringify(payload, null, 2)}
        </pre>
      </div>
    </ConfirmDialog>
  );
}
