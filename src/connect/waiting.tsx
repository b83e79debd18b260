import { useNow, useTranslations } from 'use-intl';
import classes from './connect.module.css';

interface WaitingProps {
  readonly text: string;
  /** When it began, in milliseconds since 1970. */
  readonly since: number;
}

/** That the desktop application is being asked, and for how long when it is slow. */
export function Waiting({ text, since }: WaitingProps) {
  const t = useTranslations('connect');
  const now = useNow({ updateInterval: 1_000 });
  const seconds = Math.floor((now.getTime() - since) / 1_000);
  return (
    <div className={classes.waiting}>
      <progress className={classes.progress} aria-label={text} />
      <p>{text}</p>
      {/* Counting is for the eyes: a screen reader heard that it is being asked. */}
      {seconds > 0 && <p aria-hidden>{t('seconds', { seconds })}</p>}
    </div>
  );
}
