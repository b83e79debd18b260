import { useTranslations } from 'use-intl';
import { urlText } from '#contract/url-text.ts';
import type { Attendee } from '#src/api/claritalk/meetings/meetings-parts.ts';
import { Nothing, Section } from '../shared/section.tsx';
import classes from './attendees-section.module.css';

/** Who was there. */
export function AttendeesSection({ attendees }: { readonly attendees: readonly Attendee[] }) {
  const t = useTranslations('meeting');
  return (
    <Section id="attendees" title={t('sections.attendees')}>
      {attendees.length === 0 && <Nothing>{t('attendees.none')}</Nothing>}
      <ul className="ui-list ui-stack ui-tight">
        {attendees.map(({ name, email, integrationId }) => (
          <li key={`${name} ${email ?? ''} ${integrationId ?? ''}`}>
            <span dir="auto">{name}</span>
            {email && (
              <a className={`ui-hint ${classes.email}`} href={`mailto:${urlText(email)}`} dir="auto">
                {email}
              </a>
            )}
            {integrationId !== undefined && (
              <span className={`ui-note ${classes.relation}`}>
                {t('attendees.relation', { id: integrationId })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
