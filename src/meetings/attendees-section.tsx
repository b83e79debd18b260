import { useTranslations } from 'use-intl';
import type { Attendee } from '#src/api/meetings-parts.ts';
import classes from './attendees-section.module.css';
import { Nothing, Section } from './section.tsx';

/** Who was there. */
export function AttendeesSection({ attendees }: { readonly attendees: readonly Attendee[] }) {
  const t = useTranslations('meeting');
  return (
    <Section id="attendees" title={t('sections.attendees')}>
      {attendees.length === 0 && <Nothing>{t('attendees.none')}</Nothing>}
      <ul className={classes.people}>
        {attendees.map(({ name, email, integrationId }) => (
          <li key={`${name} ${email ?? ''} ${integrationId ?? ''}`}>
            {name}
            {email && (
              <a className={classes.email} href={`mailto:${encodeURIComponent(email)}`}>
                {email}
              </a>
            )}
            {integrationId !== undefined && (
              <span className={classes.relation}>{t('attendees.relation', { id: integrationId })}</span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
