import { Button, Skeleton } from '@mantine/core';
import { IconArrowLeft, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation } from 'react-router';
import { useLocale, useTranslations } from 'use-intl';
import type { Meeting, MeetingListItem } from '#src/api/meetings-normalise.ts';
import { countAnswers } from '#src/api/meetings-questions.ts';
import { meetingTypesOptions } from '#src/api/templates.ts';
import { paths } from '#src/app/paths.ts';
import { languageName } from '#src/lib/language-name.ts';
import { isPhoneCall } from '#src/lib/meeting-source.ts';
import { meaningOfStatus } from '#src/lib/meeting-status.ts';
import { Moment } from '#src/ui/moment.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { StatusBadge } from '#src/ui/status-badge.tsx';
import { ExportButton } from './export/export-button.tsx';
import { MeetingActions } from './meeting-actions.tsx';
import classes from './meeting-header.module.css';
import { ReportButton } from './report-button.tsx';
import { useDurationText } from './use-duration-text.ts';
import { useOwnerName } from './use-owner-name.ts';

interface MeetingHeaderProps {
  /** As the list knew it, until the meeting itself is there; undefined when no list did. */
  readonly meeting: Meeting | MeetingListItem | undefined;
}

/** Name, status and the facts that tell this meeting from others. */
export function MeetingHeader({ meeting }: MeetingHeaderProps) {
  const t = useTranslations('meeting');
  const meetings = useTranslations('meetings');
  const full = meeting && 'summary' in meeting ? meeting : undefined;
  return (
    <>
      <BackLink />
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
          full && (
            <>
              <ExportButton meeting={full} />
              <ReportButton meetingId={full.id} status={full.status} />
              <MeetingActions meeting={full} />
              <Button
                variant="default"
                leftSection={<IconPrinter size={17} aria-hidden />}
                onClick={() => window.print()}
              >
                {t('print')}
              </Button>
            </>
          )
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
    <div className={classes.facts}>
      <StatusBadge status={meeting.status} />
      {full && isPhoneCall(full) && <span>{t('phoneCall')}</span>}
      {meeting.createdAt && <Moment at={meeting.createdAt} />}
      {full?.durationSeconds !== undefined && <span>{durationText(full.durationSeconds)}</span>}
      {meeting.ownerUuid !== undefined && (
        <span>
          {t('owner')}: {ownerName(meeting.ownerUuid)}
        </span>
      )}
      {type && <span>{type}</span>}
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

/** Back to the list as it was: the list's own links bring its filters along. */
export function BackLink() {
  const t = useTranslations('meeting');
  const { state } = useLocation();
  const search: unknown = (state as { list?: unknown } | null)?.list;
  return (
    <Link
      className={classes.back ?? ''}
      to={paths.meetings(typeof search === 'string' && search.startsWith('?') ? search : '')}
    >
      <IconArrowLeft size={17} aria-hidden />
      {t('back')}
    </Link>
  );
}

/** Back to the meeting's own page. */
export function MeetingBackLink({ id }: { readonly id: string }) {
  const t = useTranslations('meetingForm');
  return (
    <Link className={classes.back ?? ''} to={paths.meeting(id)}>
      <IconArrowLeft size={17} aria-hidden />
      {t('back')}
    </Link>
  );
}
