import { useFormatter } from 'use-intl';
import { useMinute } from './minute-clock.ts';

const minute = 60_000;
const week = 7 * 24 * 60 * minute;

interface MomentProps {
  readonly at: Date | undefined;
  /** How long ago, while that says more than the date; the exact time is in the title. */
  readonly relative?: boolean;
}

export type Formatter = ReturnType<typeof useFormatter>;

/** An instant in the reader's zone and language. */
export function Moment(props: MomentProps) {
  return <MomentMark {...props} format={useFormatter()} />;
}

/** A moment with a given formatter: long lists create it once, not in each row. */
export function MomentMark({ at, relative = false, format }: MomentProps & { readonly format: Formatter }) {
  if (!at) return <span aria-hidden>–</span>;
  const exact = format.dateTime(at, { dateStyle: 'full', timeStyle: 'short' });
  return (
    <time dateTime={at.toISOString()} title={exact}>
      {relative ? (
        <Ago at={at} format={format} />
      ) : (
        <span>{format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })}</span>
      )}
    </time>
  );
}

function Ago({ at, format }: { readonly at: Date; readonly format: Formatter }) {
  const now = useMinute();
  const ago = now - at.getTime();
  if (ago >= week) return <span>{format.dateTime(at, { dateStyle: 'medium' })}</span>;
  // Less than a minute is "now", even for a clock that is slightly behind the server's.
  return <span>{format.relativeTime(ago < minute ? now : at, { now, style: 'short' })}</span>;
}
