import { useTranslations } from 'use-intl';
import type { Mark } from '#src/api/claritalk/meetings/review.ts';
import { useOwnerName } from '#src/services/people/use-owner-name.ts';
import { Moment } from '#src/ui/moment.tsx';
import classes from './review-field.module.css';

interface ReviewTraceProps {
  readonly mark: Mark;
  readonly of: 'accepted' | 'flagged' | 'reopened' | 'written';
}

/** Who did it, and when. */
export function ReviewTrace({ mark, of }: ReviewTraceProps) {
  const t = useTranslations('review.trace');
  const nameOf = useOwnerName([mark.by]);
  return (
    <span className={`ui-note ${classes.trace}`}>
      <span dir="auto">{`${of === 'written' ? nameOf(mark.by) : t(of, { name: nameOf(mark.by) })} `}</span>
      <Moment at={new Date(mark.at)} relative />
    </span>
  );
}
