import type { ComponentType } from 'react';
import { useTranslations } from 'use-intl';
import { urlText } from '#contract/url-text.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { withMarks } from '#src/lib/with-marks.ts';
import type { AttendeeClientProps } from '../conversation/attendee-client.tsx';
import { Nothing, Section } from '../shared/section.tsx';
import classes from './attendees-section.module.css';

interface AttendeesSectionProps {
  readonly meeting: Pick<Meeting, 'id' | 'attendees'>;
  /** Shows which client an attendee is, where there are conversations. */
  readonly Client: ComponentType<AttendeeClientProps> | undefined;
}

/** Who was there. */
export function AttendeesSection({ meeting: { id, attendees }, Client }: AttendeesSectionProps) {
  const t = useTranslations('meeting');
  return (
    <Section id="attendees" title={t('sections.attendees')}>
      {attendees.length === 0 && <Nothing>{t('attendees.none')}</Nothing>}
      <ul className="ui-list ui-stack ui-tight">
        {withMarks(attendees).map(([mark, { name, email, integrationId }]) => (
          <li key={mark}>
            <span dir="auto">{name}</span>
            {email && (
              <a className={`ui-hint ui-block ${classes.email}`} href={`mailto:${urlText(email)}`} dir="auto">
                {email}
              </a>
            )}
            {integrationId !== undefined && (
              <span className={`ui-note ${classes.relation}`}>
                {t('attendees.relation', { id: integrationId })}
              </span>
            )}
            {Client && <Client meeting={id} attendee={name} email={email} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}
