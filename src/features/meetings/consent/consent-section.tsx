import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { useTranslations } from 'use-intl';
import { dashboardKey } from '#contract/claritalk/dashboard-metadata.ts';
import type { ConsentRound } from '#contract/gateway/consents/consents.ts';
import { showSaved } from '#src/api/claritalk/meetings/meeting-cache.ts';
import type { Meeting } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { consentsOf } from '#src/api/claritalk/meetings/recorded-meeting.ts';
import { updateMeeting } from '#src/api/claritalk/meetings/save-meeting.ts';
import { certainOf } from '#src/api/client/certain.ts';
import { consentOptions, noteMeeting } from '#src/api/gateway/consents/consents.ts';
import { fields, text } from '#src/lib/reader.ts';
import { useErrorText } from '#src/services/problems/error-text.ts';
import { useWrite } from '#src/services/problems/use-write.ts';
import { SteadyButton } from '#src/ui/keyboard/steady-button.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { Notice } from '#src/ui/notice.tsx';
import { type KeptConsent, readConsents } from '../shared/consents.ts';
import { Section } from '../shared/section.tsx';

interface ConsentSectionProps {
  readonly meeting: Meeting;
  readonly writable: boolean;
}

/** What those present answered on their telephones, and whether someone answered or withdrew since. */
export function ConsentSection({ meeting, writable }: ConsentSectionProps) {
  const t = useTranslations('consent');
  const { metadata } = meeting;
  const { hash } = useLocation();
  const kept = readConsents(metadata) ?? [];
  const recording = text(fields(fields(metadata)[dashboardKey]).recording_id)?.split('.', 1)[0] ?? '';
  const { data: round } = useQuery({
    ...consentOptions(recording, writable),
    enabled: writable && recording !== '',
  });
  useEffect(() => {
    // The browser has looked for it before it was there.
    if (hash === '#consent') document.getElementById('consent')?.scrollIntoView();
  }, [hash]);
  useEffect(() => {
    const section = document.getElementById('consent');
    if (!round || !section) return;
    // Whoever has it on the screen has been told.
    const seen = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting))
        void noteMeeting(recording, meeting.id, round);
    });
    seen.observe(section);
    return () => seen.disconnect();
  }, [round, recording, meeting.id]);
  const changed = round ? changesIn(round, kept) : 0;
  const standing = kept.filter(({ withdrawnAt }) => withdrawnAt === null);
  const agreed = standing.filter(({ decision }) => decision === 'agreed').length;
  const counts = { agreed, objected: standing.length - agreed, withdrawn: kept.length - standing.length };
  return (
    <Section id="consent" title={t('title')} count={t('counts', counts)}>
      <div className="ui-stack">
        <p className="ui-note">{t('note')}</p>
        {round && changed > 0 && <Changed meeting={meeting} round={round} count={changed} />}
        <ul className="ui-list ui-stack ui-tight">
          {kept.map((one) => (
            <li key={one.number}>
              <bdi dir="auto">{one.name ?? t('unnamed', { number: one.number })}</bdi>
              <span>{` · ${t(`states.${one.withdrawnAt === null ? one.decision : 'withdrawn'}`)} · `}</span>
              <Moment at={new Date(one.withdrawnAt ?? one.at)} />
              <p className="ui-note ui-breaks">{t('hash', { hash: one.hash })}</p>
            </li>
          ))}
        </ul>
      </div>
    </Section>
  );
}

/** How many answers the gateway has that the meeting does not have so. */
function changesIn({ answers }: ConsentRound, kept: readonly KeptConsent[]): number {
  return answers.filter(({ number, withdrawnAt }) => {
    const stored = kept.find((one) => one.number === number);
    return !stored || stored.withdrawnAt !== withdrawnAt;
  }).length;
}

interface ChangedProps {
  readonly meeting: Meeting;
  readonly round: ConsentRound;
  readonly count: number;
}

function Changed({ meeting, round, count }: ChangedProps) {
  const t = useTranslations('consent');
  const errorText = useErrorText();
  const { state, busy, run } = useWrite<void, void>((queryClient) => {
    const change = ({ metadata }: { readonly metadata: unknown }) => {
      const stored = fields(metadata);
      const own = { ...fields(stored[dashboardKey]), consents: consentsOf(round) };
      return { metadata: { ...stored, [dashboardKey]: own } };
    };
    return certainOf(updateMeeting(meeting.id, change).then((saved) => showSaved(queryClient, saved)));
  });
  return (
    <Notice kind="warning">
      <p>{t('changed', { count })}</p>
      <div>
        <SteadyButton size="xs" variant="default" busy={busy} onClick={() => void run()}>
          {t('store')}
        </SteadyButton>
      </div>
      {state.phase === 'refused' && (
        <p className="ui-problem" role="alert">
          {errorText(state.error)}
        </p>
      )}
    </Notice>
  );
}
