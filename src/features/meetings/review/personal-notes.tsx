import { useId } from 'react';
import { useTranslations } from 'use-intl';
import { reviewPaths } from '#src/api/claritalk/meetings/write-review.ts';
import { Section } from '../shared/section.tsx';
import classes from './review-field.module.css';
import type { ReviewOfMeeting } from './use-review.ts';

/** A person's private notes; nothing for someone who cannot write any. */
export function PersonalNotes({ session }: { readonly session: ReviewOfMeeting }) {
  const t = useTranslations('review.notes');
  const id = useId();
  const { userUuid, readOnly, review, set } = session;
  if (userUuid === undefined || readOnly !== undefined) return null;
  const value = review.notes[userUuid]?.value ?? '';
  return (
    <Section id="my-notes" title={t('title')}>
      <textarea
        className={classes.input}
        aria-labelledby="my-notes-heading"
        aria-describedby={id}
        rows={3}
        maxLength={20_000}
        value={value}
        placeholder={t('placeholder')}
        onChange={(event) => set(reviewPaths.notes(userUuid), event.currentTarget.value)}
        dir="auto"
      />
      <p id={id} className={`ui-note ${classes.hint}`}>
        {t('hint')}
      </p>
    </Section>
  );
}
