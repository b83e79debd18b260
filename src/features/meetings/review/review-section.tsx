import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl';
import { themesOptions } from '#src/api/claritalk/templates.ts';
import { createSharing } from '#src/lib/share.ts';
import type { Elements } from '#src/ui/elements.ts';
import type { EvidenceParts } from '../evidence/use-evidence-parts.ts';
import { Nothing, Section } from '../shared/section.tsx';
import { ReviewApproval } from './review-approval.tsx';
import { ReviewBar } from './review-bar.tsx';
import { ReviewConflicts } from './review-conflicts.tsx';
import { ReviewItemView } from './review-item.tsx';
import { ReviewReadOnly } from './review-read-only.tsx';
import classes from './review-section.module.css';
import { countItems, needsAttention, passes, type ReviewTheme, reviewThemes } from './review-view.ts';
import type { ReviewOfMeeting } from './use-review.ts';
import { useReviewFilter } from './use-review-filter.ts';
import { elementIdOf, useReviewFlow } from './use-review-flow.ts';

interface ReviewSectionProps {
  readonly session: ReviewOfMeeting;
  readonly evidence: EvidenceParts | undefined;
  /** What to see before the meeting is approved. */
  readonly before: Elements;
  /** What comes below the answers: it arrives late, and moves none of them. */
  readonly after: Elements;
}

/** The answers of a finished meeting, to be reviewed one after the other. */
export function ReviewSection({ session, evidence, before, after }: ReviewSectionProps) {
  const t = useTranslations('review');
  const { meeting, review, readOnly, set } = session;
  const { data } = useQuery(themesOptions());
  // As it was known when the answers were first shown: they do not change places while someone reads them.
  const [template] = useState(data);
  const [keepIdentity] = useState(createSharing<readonly ReviewTheme[]>);
  // Items that did not change stay the same objects, so that writing in one renders that one.
  const themes = useMemo(
    () => keepIdentity(reviewThemes(meeting.themes, review, template?.map(({ id }) => String(id)) ?? [])),
    [keepIdentity, meeting.themes, review, template],
  );
  const items = useMemo(() => themes.flatMap((theme) => theme.items), [themes]);
  const counts = countItems(items);
  const [filter, setFilter] = useReviewFilter();
  // The current item stays while it is being edited, although it may no longer pass the filter.
  const shownOf = (current: string | undefined) =>
    items.filter((item) => item.key === current || passes(item, filter));
  const { current, opened, said, actions, goTo } = useReviewFlow(session, items, shownOf);
  const shown = new Set(shownOf(current).map(({ key }) => key));
  const answered = items.filter(({ answer }) => answer !== undefined).length;
  return (
    <Section
      id="questions"
      title={t('questions')}
      {...(counts.total > 0 ? { count: t('answered', { answered, total: counts.total }) } : {})}
    >
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {readOnly && <ReviewReadOnly reason={readOnly} ownerUuid={meeting.ownerUuid} />}
      <ReviewApproval session={session} items={items} onOpen={goTo} before={before} />
      <ReviewConflicts session={session} items={items} />
      {counts.total === 0 ? (
        <Nothing>{t('none')}</Nothing>
      ) : (
        <ReviewBar
          counts={counts}
          filter={filter}
          onFilter={setFilter}
          attention={items.filter(needsAttention).length}
        />
      )}
      {counts.total > 0 && shown.size === 0 && <Nothing>{t('nothingLeft')}</Nothing>}
      {themes.map(({ key, theme, items: inTheme }) => {
        const visible = inTheme.filter((item) => shown.has(item.key));
        if (visible.length === 0) return null;
        return (
          <div key={key} className={classes.theme}>
            {(theme !== undefined || themes.length > 1) && (
              <h3 className="ui-theme" dir="auto">
                {theme ?? t('noTheme')}
              </h3>
            )}
            {visible.map((item) => (
              <ReviewItemView
                key={item.key}
                id={elementIdOf(item.key)}
                item={item}
                total={counts.total}
                isCurrent={item.key === current}
                open={opened?.key === item.key ? opened.part : undefined}
                readOnly={readOnly !== undefined}
                evidence={evidence}
                actions={actions}
                set={set}
              />
            ))}
          </div>
        );
      })}
      {after}
    </Section>
  );
}
