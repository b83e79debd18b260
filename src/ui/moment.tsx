import { useFormatter, useNow } from 'use-intl';

const minute = 60_000;
const week = 7 * 24 * 60 * minute;

interface MomentProps {
  readonly at: Date | undefined;
  /** How long ago, while that says more than the date; the exact time is in the title. */
  readonly relative?: boolean;
}

/** An instant in the reader's zone and language. */
export function Moment({ at, relative = false }: MomentProps) {
  const format = useFormatter();
  if (!at) return <span aria-hidden>–</span>;
  const exact = format.dateTime(at, { dateStyle: 'full', timeStyle: 'short' });
  return (
    <time dateTime={at.toISOString()} title={exact}>
      {relative ? <Ago at={at} /> : format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })}
    </time>
  );
}

function Ago({ at }: { readonly at: Date }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: minute });
  const ago = now.getTime() - at.getTime();
  if (ago >= week) return format.dateTime(at, { dateStyle: 'medium' });
  // Below a minute it is now: also for a clock that is a little behind the server's.
  return format.relativeTime(ago < minute ? now : at, { now, style: 'narrow' });
}
