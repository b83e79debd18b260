import { Skeleton } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, type LoaderFunctionArgs, useParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { queryClientContext } from '#src/api/query-client.ts';
import { type Team, teamsOptions } from '#src/api/teams.ts';
import { paths, requiredParam } from '#src/app/paths.ts';
import { CopyButton } from '#src/ui/copy-button.tsx';
import { ErrorState } from '#src/ui/error-state.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { IndexedMeetings } from './indexed-meetings.tsx';
import classes from './people.module.css';

/** Begins to load; the page shows itself meanwhile. */
export function loader({ context }: LoaderFunctionArgs) {
  void context.get(queryClientContext).prefetchQuery(teamsOptions());
  return null;
}

/** A team: who is in it, and its meetings. */
export function Component() {
  const id = requiredParam(useParams(), 'id');
  const t = useTranslations('people.team');
  const query = useQuery(teamsOptions());
  const team = query.data?.find((one) => one.id.toLowerCase() === id.toLowerCase());
  return (
    <>
      <Link to={paths.teams()} className={classes.back ?? ''}>
        <IconArrowLeft size={16} aria-hidden />
        {t('back')}
      </Link>
      <PageHeader
        title={team?.name ?? t('title')}
        lead={team ? t('memberCount', { count: team.members.length }) : '\u00a0'}
      />
      {!query.data && query.isError && (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <Skeleton height={280} radius="lg" maw="52rem" aria-hidden />}
      {query.data && !team && <ErrorState error={undefined} title={t('missing')} />}
      {team && (
        <>
          <Members team={team} />
          <IndexedMeetings
            filter={{ teams: [team.id] }}
            query={`?team=${encodeURIComponent(team.id)}`}
            texts={{
              lead: (count) => t('meetingsLead', { count }),
              none: t('meetingsNone'),
              off: t('meetingsOff'),
            }}
          />
        </>
      )}
    </>
  );
}

function Members({ team: { id, members } }: { readonly team: Team }) {
  const t = useTranslations('people.team');
  return (
    <section className={classes.panel} aria-label={t('members')}>
      <h2>{t('members')}</h2>
      {members.length === 0 ? (
        <p className={classes.dimmed}>{t('noMembers')}</p>
      ) : (
        <ul className={classes.list}>
          {members.map(({ uuid, name }) => (
            <li key={uuid}>
              <Link to={paths.person(uuid)}>{name}</Link>
            </li>
          ))}
        </ul>
      )}
      <dl className={classes.facts}>
        <dt>{t('uuid')}</dt>
        <dd>
          <code>{id}</code>
          <CopyButton text={id} label={t('copyUuid')} />
        </dd>
      </dl>
    </section>
  );
}
