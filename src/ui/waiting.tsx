import { useFormatter, useNow } from 'use-intl';
import classes from './waiting.module.css';

interface WaitingProps {
  /** What is being done, or asked. */
  readonly text: string;
  /** When it began, in milliseconds since 1970. */
  readonly since?: number;
}

/** Says that a response is being waited for, and for how long when it is slow. */
export function Waiting({ text, since }: WaitingProps) {
  return (
    <div className={`ui-small ${classes.waiting}`}>
      <progress aria-label={text} />
      <p dir="auto">{text}</p>
      {since !== undefined && <Seconds since={since} />}
    </div>
  );
}

/** Visual only: a screen reader has announced that it is running. */
function Seconds({ since }: { readonly since: number }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 1_000 });
  const seconds = Math.floor((now.getTime() - since) / 1_000);
  if (seconds <= 0) return null;
  return <p aria-hidden>{format.number(seconds, { style: 'unit', unit: 'second', unitDisplay: 'long' })}</p>;
}
