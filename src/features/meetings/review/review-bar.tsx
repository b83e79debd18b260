import { useTranslations } from 'use-intl';
import { type Going, useShown } from '#src/lib/address/use-shown.ts';
import classes from './review-bar.module.css';
import { filters, type ReviewCounts, type ReviewFilter } from './review-view.ts';

interface ReviewBarProps {
  readonly counts: ReviewCounts;
  readonly filter: ReviewFilter;
  readonly onFilter: (filter: ReviewFilter) => Going;
  /** How many need attention. */
  readonly attention: number;
}

/** The progress of the review, and which answers to show. */
export function ReviewBar({ counts, attention, ...props }: ReviewBarProps) {
  const [filter, choose] = useShown(props.filter, props.onFilter);
  const t = useTranslations('review');
  const amount = { all: counts.total, open: counts.total - counts.reviewed, attention };
  return (
    <div className={`ui-between ${classes.bar}`} data-screen>
      <div className={classes.progress}>
        <p className={`ui-small ui-figures ${classes.text}`}>{t('progress', { ...counts })}</p>
        <progress max={counts.total} value={counts.reviewed} aria-label={t('progressLabel')} />
      </div>
      <fieldset className={`ui-row ${classes.filters}`}>
        <legend className="ui-hidden">{t('filter.label')}</legend>
        {filters.map((each) => (
          <label key={each} className={`ui-small ${classes.filter}`}>
            <input
              type="radio"
              name="review-filter"
              checked={each === filter}
              onChange={() => choose(each)}
            />
            <span>{t(`filter.${each}`)}</span>
            <span className="ui-dimmed ui-figures ui-normal" dir="auto">
              {amount[each]}
            </span>
          </label>
        ))}
      </fieldset>
    </div>
  );
}
