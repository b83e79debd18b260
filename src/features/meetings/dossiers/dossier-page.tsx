import { Skeleton } from '@mantine/core';
import { IconFolderOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useParams } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { dossiersOptions } from '#src/api/claritalk/meetings/dossiers.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { paths, requiredParam } from '#src/paths.ts';
import { useIsConnected } from '#src/services/conversations/use-is-connected.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { IndexBar } from '#src/services/search-index/index-bar.tsx';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { type Known, useAmountText } from '#src/services/search-index/known.ts';
import type { DossierMeeting } from '#src/services/search-index/model/dossier.ts';
import { useIndexFailure, useIndexQuery } from '#src/services/search-index/use-index.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { StatusBadge } from '#src/ui/status-badge.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { Nothing, Section } from '../shared/section.tsx';
import { useDurationText } from '../shared/use-duration-text.ts';
import { DossierComparison } from './dossier-comparison.tsx';
import classes from './dossier-page.module.css';

const loadConversations = () =>
  import('../conversation/dossier-conversations.tsx').then(
    ({ DossierConversations }) => DossierConversations,
  );

/** A dossier: its meetings in time, what is open, and the same questions across its meetings. */
export function Component() {
  const t = useTranslations('dossier');
  const id = requiredParam(useParams(), 'id');
  const failure = useIndexFailure();
  const { data: user } = useQuery(currentUserQuery());
  const dossiers = useQuery(dossiersOptions());
  const dossier = dossiers.data?.find((other) => other.id === id);
  const { data, isError, error, refetch, known } = useIndexQuery(
    ['dossier', id],
    (index) => index.dossier(id),
    user !== undefined && indexStore.available,
  );
  const Conversations = useOnDemand(loadConversations, useIsConnected('chat2desk'));
  const unknown = dossiers.data !== undefined && dossier === undefined && data?.length === 0;
  return (
    <>
      <BackLink to={paths.dossiers()} label={t('all')} />
      <PageHeader
        title={dossier?.name ?? (dossiers.isLoading ? '…' : t('unnamed'))}
        lead={dossier?.reference ?? '\u00a0'}
      />
      <IndexBar text={t('fromIndex')} />
      {!failure && (
        <>
          {isError && !data && (
            <ErrorState error={error} title={t('failed')} onRetry={() => void refetch()} />
          )}
          {!data && !isError && <Skeleton height={320} radius="lg" />}
          {data?.length === 0 && (
            <EmptyState
              icon={IconFolderOff}
              text={t(unknown ? 'unknown' : known === 'all' ? 'none' : 'noneYet')}
              action={
                <NextPage
                  to={unknown ? paths.dossiers() : paths.record()}
                  page={unknown ? 'dossiers' : 'record'}
                />
              }
            />
          )}
        </>
      )}
      <div className={classes.parts}>
        {!failure && data && data.length > 0 && (
          <>
            <Timeline meetings={data} known={known} />
            <OpenTodos meetings={data} known={known} />
            <DossierComparison meetings={data} known={known} />
          </>
        )}
        {/* Clients may be linked to the dossier itself. */}
        {Conversations && !unknown && (data || failure) && (
          <Conversations dossier={id} meetings={(data ?? []).map(({ meeting }) => meeting.id).reverse()} />
        )}
      </div>
    </>
  );
}

interface PartProps {
  readonly meetings: readonly DossierMeeting[];
  readonly known: Known;
}

function Timeline({ meetings, known }: PartProps) {
  const amountText = useAmountText();
  const t = useTranslations('dossier');
  const list = useTranslations('meetings');
  return (
    <Section
      id="meetings"
      title={t('meetings')}
      count={amountText(known, meetings.length, String(meetings.length))}
    >
      <ol className={`ui-list ui-stack ui-tight ${classes.timeline}`} reversed>
        {[...meetings].reverse().map(({ meeting, answers }) => (
          <li key={meeting.id} className="ui-row">
            <span className="ui-note ui-figures ui-fixed">
              <Moment at={meeting.createdAt === undefined ? undefined : new Date(meeting.createdAt)} />
            </span>
            <Link to={paths.meeting(meeting.id)} className={classes.name ?? ''} dir="auto">
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
    <span className={`ui-meta ui-figures ${classes.numbers}`}>
      {details.durationSeconds !== undefined && <span>{duration(details.durationSeconds)}</span>}
      {details.attendees.length > 0 && <span>{t('attendees', { count: details.attendees.length })}</span>}
      {answers.length > 0 && <span>{t('answered', { answered, total: answers.length })}</span>}
    </span>
  );
}

function OpenTodos({ meetings, known }: PartProps) {
  const amountText = useAmountText();
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
    <Section
      id="open-todos"
      title={t('openTodos')}
      count={amountText(known, open.length, String(open.length))}
    >
      {open.length === 0 && <Nothing>{t(known === 'all' ? 'noOpenTodos' : 'noOpenTodosYet')}</Nothing>}
      <ul className={`ui-list ui-stack ui-tight ${classes.todos}`}>
        {open.slice(0, 8).map(({ todo, meeting }) => (
          <li key={`${meeting.id} ${todo.key}`}>
            <span dir="auto">{`${todo.description} `}</span>
            <span className="ui-note ui-figures ui-fixed">
              <span dir="auto">{todo.owner ?? items('person.nobody')}</span>
              {todo.due && (
                <span>
                  {` · ${items('dueOn', {
                    date: format.dateTime(new Date(`${todo.due}T00:00:00Z`), {
                      dateStyle: 'medium',
                      timeZone: 'UTC',
                    }),
                  })}`}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {open.length > 0 && (
        <Link to={paths.actionItems(`?dossier=${id}`)} className="ui-small">
          {t('allTodos')}
        </Link>
      )}
    </Section>
  );
}
