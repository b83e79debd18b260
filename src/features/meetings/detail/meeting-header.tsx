import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { useLocale, useTranslations } from 'use-intl';
import type { Meeting, MeetingListItem } from '#src/api/claritalk/meetings/meetings-normalise.ts';
import { countAnswers } from '#src/api/claritalk/meetings/meetings-questions.ts';
import { meetingTypesOptions } from '#src/api/claritalk/templates.ts';
import { rememberedSystems } from '#src/api/gateway/connected-systems.ts';
import { languageName } from '#src/lib/language-name.ts';
import { isPhoneCall } from '#src/lib/meeting-source.ts';
import { meaningOfStatus } from '#src/lib/meeting-status.ts';
import { fields } from '#src/lib/reader.ts';
import { paths } from '#src/paths.ts';
import { useOwnerName } from '#src/services/people/use-owner-name.ts';
import { PublishSlot } from '#src/services/publishing/publish-slot.tsx';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { PrintButton } from '#src/ui/print/print-button.tsx';
import { StatusBadge } from '#src/ui/status-badge.tsx';
import { ExportButton } from '../export/export-button.tsx';
import { SendButton } from '../send/send-button.tsx';
import { reachesClients } from '../shared/reaches-clients.ts';
import { useDurationText } from '../shared/use-duration-text.ts';
import { MeetingActions } from './meeting-actions.tsx';
import classes from './meeting-header.module.css';
import { ReportButton } from './report-button.tsx';

interface MeetingHeaderProps {
  /** As the list has it, until the meeting itself is loaded; undefined when no list has it. */
  readonly meeting: Meeting | MeetingListItem | undefined;
}

/** Name, status and the facts that identify this meeting. */
export function MeetingHeader({ meeting }: MeetingHeaderProps) {
  const t = useTranslations('meeting');
  const meetings = useTranslations('meetings');
  const full = meeting && 'summary' in meeting ? meeting : undefined;
  const [sends] = useState(() => reachesClients(rememberedSystems.get()));
  return (
    <>
      <BackToList />
      <PageHeader
        title={meeting ? (meeting.name ?? meetings('untitled')) : t('loading')}
        {...(meeting ? {} : { documentTitle: t('documentTitle') })}
        lead={
          meeting ? (
            <Facts meeting={meeting} full={full} />
          ) : (
            <Skeleton height={22} mt={10} w="min(30rem, 90%)" radius="xl" />
          )
        }
        actions={
          <div className={classes.actions}>
            {full ? (
              <>
                <ExportButton meeting={full} />
                {sends && <SendButton meeting={full} />}
                <MeetingActions meeting={full} />
                <PrintButton label={t('print')} />
                {/* What comes late comes last: it takes no other button away from under the pointer. */}
                {!sends && <SendButton meeting={full} />}
                <PublishSlot meeting={full.id} />
                <ReportButton meetingId={full.id} status={full.status} />
              </>
            ) : (
              <div className={classes.room} />
            )}
          </div>
        }
      />
    </>
  );
}

function Facts({ meeting, full }: { readonly meeting: MeetingListItem; readonly full: Meeting | undefined }) {
  const t = useTranslations('meeting.facts');
  const locale = useLocale();
  const durationText = useDurationText();
  const ownerName = useOwnerName([meeting.ownerUuid]);
  const typeId = full?.typeId;
  const { data: types } = useQuery({ ...meetingTypesOptions(), enabled: typeId !== undefined });
  const type = types?.find(({ id }) => id === typeId)?.name;
  return (
    <div className={`ui-row ui-after ${classes.facts}`}>
      <StatusBadge status={meeting.status} />
      {full && isPhoneCall(full) && <span>{t('phoneCall')}</span>}
      {meeting.createdAt && <Moment at={meeting.createdAt} />}
      {full?.durationSeconds !== undefined && <span>{durationText(full.durationSeconds)}</span>}
      {meeting.ownerUuid !== undefined && (
        <span>
          <span>{`${t('owner')}: `}</span>
          <span dir="auto">{ownerName(meeting.ownerUuid)}</span>
        </span>
      )}
      {type && <span dir="auto">{type}</span>}
      {meeting.locale && <span>{languageName(meeting.locale, locale)}</span>}
      {full && full.attendees.length > 0 && <span>{t('attendees', { count: full.attendees.length })}</span>}
      {full && meaningOfStatus(full.status) === 'final' && <Answers themes={full.themes} />}
    </div>
  );
}

function Answers({ themes }: { readonly themes: Meeting['themes'] }) {
  const t = useTranslations('meeting.facts');
  const { answered, total } = countAnswers(themes);
  if (total === 0) return null;
  return (
    <>
      <span>{t('answered', { count: answered })}</span>
      <span>{t('unanswered', { count: total - answered })}</span>
    </>
  );
}

/** Back to the list as it was: the list's own links carry its filters. */
export function BackToList() {
  const t = useTranslations('meeting');
  const { state } = useLocation();
  const { list: search } = fields(state);
  const query = typeof search === 'string' && search.startsWith('?') ? search : '';
  return <BackLink to={paths.meetings(query)} label={t('back')} />;
}
