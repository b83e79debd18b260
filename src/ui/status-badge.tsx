import { meaningOfStatus } from '#src/lib/meeting-status.ts';
import classes from './status-badge.module.css';
import { useStatusLabel } from './use-status-label.ts';

/** A meeting's status: colour and shape say what it means, the text says which one it is. */
export function StatusBadge({ status }: { readonly status: string | undefined }) {
  const label = useStatusLabel();
  return (
    <span className={classes.badge} data-meaning={meaningOfStatus(status)} title={status}>
      <span className={classes.dot} aria-hidden />
      <span className={classes.text}>{label(status)}</span>
    </span>
  );
}
