import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, type LoaderFunctionArgs, useParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { urlText } from '#contract/url-text.ts';
import { type Team, teamsOptions } from '#src/api/claritalk/teams.ts';
import { queryClientContext } from '#src/api/client/query-client.ts';
import { paths, requiredParam } from '#src/paths.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { Facts } from '#src/ui/facts.tsx';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { Panel } from '#src/ui/panel.tsx';
import { Uuid } from '#src/ui/uuid.tsx';
import { IndexedMeetings } from '../shared/indexed-meetings.tsx';

/** Prefetches without blocking navigation. */
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
      <BackLink to={paths.teams()} label={t('back')} />
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
        <div className="ui-parts ui-narrow">
          <Members team={team} />
          <IndexedMeetings
            filter={{ teams: [team.id] }}
            query={`?team=${urlText(team.id)}`}
            texts={{
              lead: (count) => t('meetingsLead', { count }),
              none: t('meetingsNone'),
              off: t('meetingsOff'),
            }}
          />
        </div>
      )}
    </>
  );
}

function Members({ team: { id, members } }: { readonly team: Team }) {
  const t = useTranslations('people.team');
  return (
    <Panel title={t('members')}>
      {members.length === 0 ? (
        <p className="ui-hint">{t('noMembers')}</p>
      ) : (
        <ul className="ui-list ui-lines">
          {members.map(({ uuid, name }) => (
            <li key={uuid}>
              <Link to={paths.person(uuid)} dir="auto">
                {name}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <Facts of={[[t('uuid'), <Uuid key="uuid" uuid={id} label={t('copyUuid')} />]]} />
    </Panel>
  );
}
