import { meaningOfStatus } from '#src/lib/meeting-status.ts';
import classes from './status-badge.module.css';
import { useStatusLabel } from './use-status-label.ts';

interface StatusMarkProps {
  readonly status: string | undefined;
  /** What the status is called, see use-status-label.ts. */
  readonly label: string;
}

/** A status with a known name: long lists look names up once, not in each row. */
export function StatusMark({ status, label }: StatusMarkProps) {
  return (
    <span
      className={`ui-note ui-strong ${classes.badge}`}
      data-meaning={meaningOfStatus(status)}
      title={status}
    >
      <span className={`ui-fixed ${classes.dot}`} aria-hidden />
      <span className={classes.text} dir="auto">
        {label}
      </span>
    </span>
  );
}

/** A meeting's status: colour and shape say what it means, the text says which one it is. */
export function StatusBadge({ status }: { readonly status: string | undefined }) {
  const label = useStatusLabel();
  return <StatusMark status={status} label={label(status)} />;
}
