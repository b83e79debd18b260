import { useTranslations } from 'use-intl';
import type { Mark } from '#src/api/review.ts';
import { Moment } from '#src/ui/moment.tsx';
import classes from './review-field.module.css';
import { useOwnerName } from './use-owner-name.ts';

interface ReviewTraceProps {
  readonly mark: Mark;
  readonly of: 'accepted' | 'flagged' | 'reopened' | 'written';
}

/** Who did it, and when. */
export function ReviewTrace({ mark, of }: ReviewTraceProps) {
  const t = useTranslations('review.trace');
  const nameOf = useOwnerName([mark.by]);
  return (
    <span className={classes.trace}>
      {of === 'written' ? nameOf(mark.by) : t(of, { name: nameOf(mark.by) })}{' '}
      <Moment at={new Date(mark.at)} relative />
    </span>
  );
}
