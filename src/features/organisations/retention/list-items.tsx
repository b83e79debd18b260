import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { useTranslations } from 'use-intl';
import {
  itemsPerPage,
  type RetentionItem,
  type RetentionList,
  readRetentionItems,
  retentionItemsOptions,
} from '#src/api/gateway/retention/retention.ts';
import { paths } from '#src/paths.ts';
import { CsvDownload } from '#src/services/csv/csv-download.tsx';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { OffsetPager } from '#src/ui/list/offset-pager.tsx';
import { Table } from '#src/ui/list/table.tsx';
import { Moment } from '#src/ui/moment.tsx';
import { useItemTexts } from './use-item-texts.ts';

/** The meetings on a list, and what became of each. */
export function ListItems({ list }: { readonly list: RetentionList }) {
  const t = useTranslations('retention.list');
  const texts = useItemTexts(list);
  const [offset, setOffset] = useState(0);
  const version = JSON.stringify([list.state, list.counts]);
  const query = useQuery(retentionItemsOptions(list.id, offset, version));
  const { data } = query;
  return (
    <ListResults
      query={query}
      count={data?.total}
      empty={list.state === 'failed' ? null : <p>{t('nothing')}</p>}
    >
      <Table
        plain
        cards
        label={t('title')}
        rows={data?.items}
        keyOf={({ position }) => position}
        columns={[
          {
            id: 'name',
            title: t('columns.name'),
            cell: ({ meeting, name, state }) =>
              state === 'deleted' || state === 'gone' ? (
                <span dir="auto">{meeting}</span>
              ) : (
                <Link to={paths.meeting(meeting)} dir="auto">
                  {name ?? meeting}
                </Link>
              ),
          },
          { id: 'owner', title: t('columns.owner'), width: 10, cell: texts.owner },
          {
            id: 'changed',
            title: t('columns.changed'),
            width: 9,
            cell: ({ changedAt }) => <Moment at={changedAt} />,
          },
          { id: 'dossier', title: t('columns.dossier'), width: 10, cell: texts.dossier },
          { id: 'why', title: t('columns.why'), width: 13, cell: texts.why },
          { id: 'state', title: t('columns.state'), width: 8, cell: texts.state },
        ]}
      />
      {data && data.total > itemsPerPage && (
        <OffsetPager
          label={t('pages')}
          offset={offset}
          total={data.total}
          count={data.items.length}
          onGo={(page) => setOffset((page - 1) * itemsPerPage)}
        />
      )}
    </ListResults>
  );
}

/** Saves a list as it is now: before anything goes what would, and afterwards what became of it. */
export function ListDownload({ list }: { readonly list: RetentionList }) {
  const t = useTranslations('retention.list');
  const texts = useItemTexts(list);
  return (
    <CsvDownload<RetentionItem>
      name="claritalk-retention"
      read={(most, signal) => readRetentionItems(list.id, most, signal)}
      empty={Object.keys(list.counts).length === 0}
      columns={[
        { title: t('columns.name'), cell: ({ name }) => name ?? '' },
        { title: t('columns.id'), cell: ({ meeting }) => meeting },
        { title: t('columns.owner'), cell: texts.owner },
        { title: t('columns.changed'), cell: ({ changedAt }) => changedAt?.toISOString() ?? '' },
        { title: t('columns.dossier'), cell: texts.dossier },
        { title: t('columns.why'), cell: texts.why },
        { title: t('columns.state'), cell: texts.state },
      ]}
    />
  );
}
