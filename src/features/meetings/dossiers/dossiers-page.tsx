import { IconFolderOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { urlText } from '#contract/url-text.ts';
import { type Dossier, dossiersOptions } from '#src/api/claritalk/meetings/dossiers.ts';
import { currentUserQuery } from '#src/api/claritalk/users.ts';
import { useAddressText } from '#src/lib/address/use-address-text.ts';
import { paths } from '#src/paths.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { IndexBar } from '#src/services/search-index/index-bar.tsx';
import { indexStore } from '#src/services/search-index/index-store.ts';
import { useAmountText } from '#src/services/search-index/known.ts';
import { fold } from '#src/services/search-index/model/fold.ts';
import type { DossierSummary } from '#src/services/search-index/protocol.ts';
import { useIndexQuery } from '#src/services/search-index/use-index.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { FilterBar } from '#src/ui/list/filter-bar.tsx';
import { ListHeader } from '#src/ui/list/list-header.tsx';
import { NextPage } from '#src/ui/list/next-page.tsx';
import { NoMatch } from '#src/ui/list/no-match.tsx';
import { SearchBox } from '#src/ui/list/search-box.tsx';
import { Table } from '#src/ui/list/table.tsx';
import type { Column } from '#src/ui/list/use-columns.ts';
import { useRowKeys } from '#src/ui/list/use-row-keys.ts';
import { Moment } from '#src/ui/moment.tsx';

/** All dossiers, with what the index on this device knows about their meetings. */
export function Component() {
  const t = useTranslations('dossiers');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { text, type } = useAddressText(
    params.get('q') ?? '',
    (wanted) =>
      void navigate(paths.dossiers(wanted === '' ? '' : `?q=${urlText(wanted)}`), {
        replace: true,
        preventScrollReset: true,
      }),
  );
  const query = text.trim();
  const dossiers = useQuery(dossiersOptions());
  const { data: user } = useQuery(currentUserQuery());
  const { data: counted, known } = useIndexQuery(
    ['dossiers'],
    (index) => index.dossiers(),
    user !== undefined && indexStore.available,
  );
  const amountText = useAmountText();
  const format = useFormatter();
  const wanted = fold(query);
  const shown = dossiers.data
    ?.filter(({ name, reference = '' }) => fold(`${name} ${reference}`).includes(wanted))
    .map((dossier) => ({ ...dossier, summary: counted?.find(({ id }) => id === dossier.id) }))
    .sort(
      (one, other) =>
        (other.summary?.latest ?? 0) - (one.summary?.latest ?? 0) || one.name.localeCompare(other.name),
    );
  const count = shown ? t('count', { count: shown.length }) : '';
  useRowKeys();
  const amount = (of: number | undefined, text: string) => amountText(known, of ?? 0, text);
  const columns: readonly Column<Row>[] = [
    {
      id: 'name',
      title: t('columns.name'),
      cell: ({ id, name }) => (
        <Link to={paths.dossier(id)} dir="auto">
          {name}
        </Link>
      ),
    },
    {
      id: 'reference',
      title: t('columns.reference'),
      width: 9,
      from: 48,
      below: 'name',
      cell: ({ reference }) => reference,
    },
    {
      id: 'meetings',
      title: t('columns.meetings'),
      width: 8,
      numeric: true,
      cell: ({ summary }) => amount(summary?.meetings, format.number(summary?.meetings ?? 0)),
    },
    {
      id: 'todos',
      title: t('columns.openTodos'),
      width: 9,
      numeric: true,
      from: 48,
      cell: ({ summary }) => amount(summary?.openTodos, format.number(summary?.openTodos ?? 0)),
    },
    {
      id: 'latest',
      title: t('columns.latest'),
      width: 9,
      from: 48,
      below: 'name',
      cell: ({ summary }) =>
        summary?.latest !== undefined && <Moment at={new Date(summary.latest)} relative />,
    },
  ];
  return (
    <>
      <ListHeader title={t('title')} count={count} />
      <IndexBar text={t('fromIndex')} />
      <FilterBar label={t('search')}>
        <SearchBox label={t('search')} value={text} onChange={type} />
      </FilterBar>
      <ListResults
        query={dossiers}
        count={shown?.length}
        empty={
          query === '' ? (
            <EmptyState
              icon={IconFolderOff}
              text={t('none')}
              action={<NextPage to={paths.meetings()} page="meetings" />}
            />
          ) : (
            <NoMatch text={t('noMatch')} by="search" onReset={() => type('')} />
          )
        }
      >
        <Table
          label={t('title')}
          // Without an index the contents of a dossier are not known.
          columns={counted ? columns : columns.slice(0, 2)}
          rows={shown}
          keyOf={({ id }) => id}
        />
      </ListResults>
    </>
  );
}

/** A dossier, with what the index knows of its meetings. */
type Row = Dossier & { readonly summary: DossierSummary | undefined };
