import { useFormatter, useTranslations } from 'use-intl';
import type { Known } from '#src/services/search-index/known.ts';
import { useIndexStatus } from '#src/services/search-index/use-index.ts';
import { useMinute } from '#src/ui/minute-clock.ts';

interface CoverageProps {
  readonly known: Known;
  /** Meetings of the period that were listed, but not read yet. */
  readonly unread?: number;
}

/** How much of the data has been seen, and when, in words. */
export function useCoverage(known: Known, unread = 0): string {
  const t = useTranslations('insight.coverage');
  const format = useFormatter();
  const { activity, indexed, total } = useIndexStatus();
  const now = useMinute();
  const at = format.dateTime(now, { dateStyle: 'medium', timeStyle: 'short' });
  const counted =
    known === 'all'
      ? t('all', { count: indexed, at })
      : total === undefined
        ? t('notBegun', { at })
        : activity === 'refused'
          ? t('refused', { at })
          : t('soFar', { indexed, total, at });
  return unread === 0 ? counted : `${counted} ${t('unread', { count: unread })}`;
}

/** How much of the data these numbers have seen: on paper too. */
export function Coverage({ known, unread }: CoverageProps) {
  const coverage = useCoverage(known, unread);
  return (
    <p className="ui-hint" dir="auto">
      {coverage}
    </p>
  );
}
