import { IconVideo } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { type Publication, publicationsOptions } from '#src/api/gateway/published/publications.ts';
import { paths } from '#src/paths.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { PublicationItem } from '#src/services/publishing/publication-item.tsx';
import { useMayPublish, usePublishingJobs } from '#src/services/publishing/use-publishing.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { BackLink } from '#src/ui/list/back-link.tsx';
import { FilterBar } from '#src/ui/list/filter-bar.tsx';
import { LogTable } from '#src/ui/list/log-table.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { NoMatch } from '#src/ui/list/no-match.tsx';
import { OptionalFilter } from '#src/ui/list/optional-filter.tsx';
import { belowTime } from '#src/ui/list/use-columns.ts';
import { useRowKeys } from '#src/ui/list/use-row-keys.ts';
import { Moment } from '#src/ui/moment.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';

/** What was published in Claap: one's own, for admins everyone's. */
export function Component() {
  const t = useTranslations('publications');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { data: self } = useQuery(currentUserQuery());
  const mayPublish = useMayPublish();
  const only = params.get('only') === 'failed' ? 'failed' : undefined;
  const query = useInfiniteQuery(publicationsOptions(only));
  const publications = query.data?.pages.flatMap((page) => page.publications);
  const go = (next: 'failed' | undefined) => navigate(paths.publications(next && `?only=${next}`));
  useRowKeys();
  return (
    <>
      <BackLink to={paths.sent()} label={t('back')} />
      <PageHeader title={t('title')} lead={t(self?.role === 'admin' ? 'leadAdmin' : 'lead')} />
      <FilterBar label={t('filters')} onReset={only !== undefined && (() => go(undefined))}>
        <OptionalFilter
          label={t('state')}
          any={t('anyState')}
          value={only}
          options={[{ value: 'failed', label: t('onlyFailed') }]}
          onChange={(value) => go(value === 'failed' ? value : undefined)}
        />
      </FilterBar>
      <ListResults
        query={query}
        count={publications?.length}
        texts={{ notAllowed: t('notAllowed') }}
        empty={
          only ? (
            <NoMatch text={t('noneFailed')} by="filters" onReset={() => go(undefined)} />
          ) : (
            <EmptyState
              icon={IconVideo}
              text={t(mayPublish ? 'empty' : 'emptyForReaders')}
              action={<NextPage to={paths.meetings()} page="meetings" />}
            />
          )
        }
      >
        <LogTable
          label={t('title')}
          columns={[
            { id: 'at', title: t('columns.at'), cell: ({ at }) => <Moment at={at} /> },
            {
              id: 'title',
              title: t('columns.title'),
              ...belowTime,
              cell: ({ title }) => <span dir="auto">{title}</span>,
            },
            {
              id: 'person',
              title: t('columns.person'),
              ...belowTime,
              cell: ({ person }) => person.name,
            },
            {
              id: 'state',
              title: t('columns.state'),
              ...belowTime,
              width: 10,
              cell: ({ state }) => t(`states.${state}`),
            },
          ]}
          rows={publications}
          keyOf={({ id }) => id}
          stateOf={({ state }) =>
            state === 'stopped' || state === 'failed' || state === 'expired' ? 'problem' : undefined
          }
          open={{ text: t('details'), label: ({ title }) => t('detailsOf', { title }) }}
          detail={(publication) => <Detail publication={publication} />}
          older={query}
        />
      </ListResults>
    </>
  );
}

function Detail({ publication }: { readonly publication: Publication }) {
  const t = useTranslations('publications');
  const { jobs, views } = usePublishingJobs();
  return (
    <div className="ui-stack ui-tight">
      <PublicationItem
        publication={publication}
        job={views.find(({ id }) => id === publication.id)}
        jobs={jobs}
      />
      <Link to={paths.meeting(publication.meeting)}>{t('meeting')}</Link>
    </div>
  );
}
