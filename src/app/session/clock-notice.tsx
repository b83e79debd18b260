import { useState, useSyncExternalStore } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { onServerAhead, serverAheadMs } from '#src/lib/clock.ts';
import { useMinute } from '#src/ui/minute-clock.ts';
import { Notice } from '#src/ui/notice.tsx';
import classes from './clock-notice.module.css';

const minuteMs = 60_000;
const units = [
  { unit: 'day', ms: 24 * 60 * minuteMs },
  { unit: 'hour', ms: 60 * minuteMs },
  { unit: 'minute', ms: minuteMs },
] as const;

/** Says that the clock of this device is wrong, by how much, and what that does to what is stored. */
export function ClockNotice() {
  const t = useTranslations('clock');
  const format = useFormatter();
  const aheadMs = useSyncExternalStore(onServerAhead, serverAheadMs);
  const server = useMinute();
  const [closed, setClosed] = useState<number>();
  // Once closed, it stays closed until the clock is set to another time.
  if (closed !== undefined && Math.abs(closed - aheadMs) < minuteMs) return null;
  const size = Math.abs(aheadMs);
  // Two of a unit say more than one of a larger one. The difference is known to a second or two: it is rounded.
  const { unit, ms } = units.find((one) => size >= 2 * one.ms) ?? units[2];
  const difference = format.number(Math.round(size / ms), { style: 'unit', unit, unitDisplay: 'long' });
  const moment = (at: number) => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <div className={classes.notice} data-screen>
      <Notice
        kind="warning"
        title={t(aheadMs < 0 ? 'ahead' : 'behind', { difference })}
        action={{ label: t('close'), onClick: () => setClosed(aheadMs) }}
      >
        <p>{t('body', { device: moment(server - aheadMs), server: moment(server) })}</p>
      </Notice>
    </div>
  );
}
