import { Button } from '@mantine/core';
import { IconClockOff, IconSitemap } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, type LoaderFunctionArgs, useNavigate, useSearchParams } from 'react-router';
import { useTranslations } from 'use-intl';
import { type Organisation, organisationsOptions } from '#src/api/claritalk/organisations.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { queryClientContext } from '#src/api/client/query-client.ts';
import { paths } from '#src/paths.ts';
import { ErrorState } from '#src/services/problems/error-state.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { SkeletonList } from '#src/ui/list/skeleton-list.tsx';
import { PageHeader } from '#src/ui/page-header.tsx';
import { useOnDemand } from '#src/ui/use-on-demand.ts';
import { lineOf } from './model/tree.ts';
import { OrganisationDetails } from './organisation-details.tsx';
import { OrganisationTree } from './organisation-tree.tsx';
import classes from './organisations.module.css';

/** Prefetches without blocking navigation. */
export function loader({ context }: LoaderFunctionArgs) {
  void context.get(queryClientContext).prefetchQuery(organisationsOptions());
  return null;
}

const loadRetention = () =>
  import('./retention/retention-view.tsx').then(({ RetentionView }) => RetentionView);

/** The organisation of the person with everything below it; with `?view=retention`, how long its meetings are kept. */
export function Component() {
  const [search] = useSearchParams();
  const isRetention = search.get('view') === 'retention';
  const RetentionView = useOnDemand(loadRetention, isRetention);
  if (!isRetention) return <Organisations />;
  return RetentionView ? <RetentionView /> : null;
}

function Organisations() {
  const t = useTranslations('organisations');
  const query = useQuery(organisationsOptions());
  const { data: self } = useQuery(currentUserQuery());
  const tree = query.data;
  const count = tree && countOf(tree);
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={count === undefined ? '\u00a0' : t('count', { count })}
        actions={self?.role === 'admin' && <NextRetention />}
      />
      {!tree && query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && (
        <div className={classes.page}>
          <SkeletonList />
        </div>
      )}
      {tree &&
        (tree[0] ? (
          <Tree tree={tree} first={tree[0]} />
        ) : (
          <EmptyState
            icon={IconSitemap}
            text={t('none')}
            action={<NextPage to={paths.people()} page="people" />}
          />
        ))}
    </>
  );
}

interface TreeProps {
  readonly tree: readonly Organisation[];
  readonly first: Organisation;
}

/** The selected one is in the address; without one it is the first. */
function Tree({ tree, first }: TreeProps) {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const line = lineOf(tree, params.get('organisation') ?? '');
  const chosen = line.at(-1) ?? first;
  return (
    <div className={classes.page}>
      <OrganisationTree
        tree={tree}
        chosen={chosen.uuid}
        onChoose={(uuid) =>
          void navigate(paths.organisations(uuid), { replace: true, preventScrollReset: true })
        }
      />
      <OrganisationDetails organisation={chosen} line={line.slice(0, -1)} />
    </div>
  );
}

const countOf = (tree: readonly Organisation[]): number =>
  tree.reduce((sum, { children }) => sum + 1 + countOf(children), 0);

function NextRetention() {
  const t = useTranslations('retention');
  return (
    <Button
      component={Link}
      to="?view=retention"
      variant="default"
      leftSection={<IconClockOff size={17} aria-hidden />}
    >
      {t('title')}
    </Button>
  );
}
