import '@mantine/core/styles/Input.layer.css';
import { Button, Skeleton, TextInput, VisuallyHidden } from '@mantine/core';
import { IconFilterOff, IconSearch, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, type LoaderFunctionArgs, useNavigate, useSearchParams } from 'react-router';
import { useLocale, useTranslations } from 'use-intl';
import { queryClientContext } from '#src/api/query-client.ts';
import { type Team, teamsOptions } from '#src/api/teams.ts';
import { currentUserQuery } from '#src/api/users.ts';
import { paths } from '#src/app/paths.ts';
import { indexStore } from '#src/local-index/index-store.ts';
import { useIndexQuery } from '#src/local-index/use-index.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { ErrorState } from '#src/ui/error-state.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { findTeams } from './model/team-search.ts';
import classes from './people.module.css';

/** Begins to load; the page shows itself meanwhile. */
export function loader({ context }: LoaderFunctionArgs) {
  void context.get(queryClientContext).prefetchQuery(teamsOptions());
  return null;
}

/** The teams that the person may see. */
export function Component() {
  const t = useTranslations('people.team');
  const locale = useLocale();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const text = params.get('q') ?? '';
  const query = useQuery(teamsOptions());
  const found = query.data && findTeams(query.data, text, locale);
  const count = found?.length;
  const summary =
    count === undefined ? '' : text.trim() === '' ? t('count', { count }) : t('matching', { count });
  const search = (next: string) =>
    void navigate(paths.teams(next === '' ? '' : `?q=${encodeURIComponent(next)}`), { replace: true });
  return (
    <>
      <PageHeader title={t('title')} lead={summary === '' ? '\u00a0' : summary} />
      <VisuallyHidden role="status">{summary}</VisuallyHidden>
      <search className={classes.bar} aria-label={t('search')}>
        <TextInput
          className={classes.search ?? ''}
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          value={text}
          leftSection={<IconSearch size={16} aria-hidden />}
          onChange={(event) => search(event.currentTarget.value)}
        />
      </search>
      {!found && query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height={280} radius="lg" aria-hidden />}
      {count === 0 &&
        (text.trim() === '' ? (
          <EmptyState icon={IconUsersGroup} text={t('none')} />
        ) : (
          <EmptyState
            icon={IconFilterOff}
            text={t('noMatch')}
            action={<Button onClick={() => search('')}>{t('reset')}</Button>}
          />
        ))}
      {found && found.length > 0 && <TeamTable teams={found} />}
    </>
  );
}

function TeamTable({ teams }: { readonly teams: readonly Team[] }) {
  const t = useTranslations('people.team');
  const { data: self } = useQuery(currentUserQuery());
  const { data: known } = useIndexQuery(
    ['options'],
    (index) => index.options(),
    self !== undefined && indexStore.available,
  );
  return (
    <div className={classes.results}>
      <table className={classes.table} aria-label={t('title')} data-teams>
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('members')}</th>
            {known && (
              <th scope="col" data-column="count">
                {t('meetings')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {teams.map(({ id, name, members }) => (
            <tr key={id}>
              <th scope="row" data-wraps>
                <Link to={paths.team(id)}>{name}</Link>
              </th>
              <td data-wraps>
                {t('memberCount', { count: members.length })}
                {members.length > 0 && (
                  <span className={classes.names}>{members.map((member) => member.name).join(', ')}</span>
                )}
              </td>
              {known && (
                <td data-column="count">{known.teams.find(({ value }) => value === id)?.count ?? 0}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
