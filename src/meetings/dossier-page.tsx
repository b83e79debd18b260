import { Skeleton } from '@mantine/core';
import { IconFolderOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useParams } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { dossiersOptions } from '#src/api/dossiers.ts';
import { currentUserQuery } from '#src/api/users.ts';
import { paths, requiredParam } from '#src/app/paths.ts';
import { indexStore } from '#src/local-index/index-store.ts';
import type { DossierMeeting } from '#src/local-index/model/dossier.ts';
import { useIndexQuery, useIndexStatus } from '#src/local-index/use-index.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { ErrorState } from '#src/ui/error-state.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { StatusBadge } from '#src/ui/status-badge.tsx';
import { DossierComparison } from './dossier-comparison.tsx';
import classes from './dossier-page.module.css';
import { IndexBar } from './index-bar.tsx';
import { Nothing, Section } from './section.tsx';
import { useDurationText } from './use-duration-text.ts';

/** A dossier: its meetings in time, what is open, and the same questions across its meetings. */
export function Component() {
  const t = useTranslations('dossier');
  const id = requiredParam(useParams(), 'id');
  const { activity } = useIndexStatus();
  const { data: user } = useQuery(currentUserQuery());
  const dossiers = useQuery(dossiersOptions());
  const dossier = dossiers.data?.find((other) => other.id === id);
  const { data, isError, error, refetch } = useIndexQuery(
    ['dossier', id],
    (index) => index.dossier(id),
    user !== undefined && indexStore.available,
  );
  const unknown = dossiers.data !== undefined && dossier === undefined && data?.length === 0;
  return (
    <>
      <PageHeader
        title={dossier?.name ?? (dossiers.isLoading ? '…' : t('unnamed'))}
        lead={
          <>
            <Link to={paths.dossiers()} className={classes.back ?? ''}>
              {t('all')}
            </Link>
            {dossier?.reference && <span> · {dossier.reference}</span>}
          </>
        }
      />
      <IndexBar text={t('fromIndex')} />
      {isError && !data && <ErrorState error={error} title={t('failed')} onRetry={() => void refetch()} />}
      {!data && !isError && <Skeleton height={320} radius="lg" />}
      {data?.length === 0 && (
        <EmptyState
          icon={IconFolderOff}
          text={t(unknown ? 'unknown' : activity === 'upToDate' ? 'none' : 'noneYet')}
        />
      )}
      {data && data.length > 0 && (
        <div className={classes.parts}>
          <Timeline meetings={data} />
          <OpenTodos meetings={data} />
          <DossierComparison meetings={data} />
        </div>
      )}
    </>
  );
}

function Timeline({ meetings }: { readonly meetings: readonly DossierMeeting[] }) {
  const t = useTranslations('dossier');
  const list = useTranslations('meetings');
  return (
    <Section id="meetings" title={t('meetings')} count={String(meetings.length)}>
      <ol className={classes.timeline} reversed>
        {[...meetings].reverse().map(({ meeting, answers }) => (
          <li key={meeting.id}>
            <span className={classes.when}>
              <Moment at={meeting.createdAt === undefined ? undefined : new Date(meeting.createdAt)} />
            </span>
            <Link to={paths.meeting(meeting.id)} className={classes.name ?? ''}>
              {meeting.name ?? list('untitled')}
            </Link>
            <StatusBadge status={meeting.status} />
            <Numbers of={{ meeting, answers }} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** What meetings are compared by at a glance. */
function Numbers({ of: { meeting, answers } }: { readonly of: DossierMeeting }) {
  const t = useTranslations('dossier.numbers');
  const duration = useDurationText();
  const { details } = meeting;
  if (!details) return null;
  const answered = answers.filter(({ answer, correction }) => (correction ?? answer) !== undefined).length;
  return (
    <span className={classes.numbers}>
      {details.durationSeconds !== undefined && <span>{duration(details.durationSeconds)}</span>}
      {details.attendees.length > 0 && <span>{t('attendees', { count: details.attendees.length })}</span>}
      {answers.length > 0 && <span>{t('answered', { answered, total: answers.length })}</span>}
    </span>
  );
}

function OpenTodos({ meetings }: { readonly meetings: readonly DossierMeeting[] }) {
  const t = useTranslations('dossier');
  const items = useTranslations('actionItems');
  const format = useFormatter();
  const { pathname } = useLocation();
  const open = [...meetings]
    .reverse()
    .flatMap(({ meeting }) =>
      (meeting.details?.todos ?? []).filter(({ done }) => !done).map((todo) => ({ todo, meeting })),
    );
  const id = pathname.split('/').at(-1) ?? '';
  return (
    <Section id="open-todos" title={t('openTodos')} count={String(open.length)}>
      {open.length === 0 && <Nothing>{t('noOpenTodos')}</Nothing>}
      <ul className={classes.todos}>
        {open.slice(0, 8).map(({ todo, meeting }) => (
          <li key={`${meeting.id} ${todo.key}`}>
            {todo.description}{' '}
            <span className={classes.when}>
              {todo.owner ?? items('person.nobody')}
              {todo.due &&
                ` · ${items('dueOn', {
                  date: format.dateTime(new Date(`${todo.due}T00:00:00Z`), {
                    dateStyle: 'medium',
                    timeZone: 'UTC',
                  }),
                })}`}
            </span>
          </li>
        ))}
      </ul>
      {open.length > 0 && (
        <Link to={paths.actionItems(`?dossier=${id}`)} className={classes.back ?? ''}>
          {t('allTodos')}
        </Link>
      )}
    </Section>
  );
}
