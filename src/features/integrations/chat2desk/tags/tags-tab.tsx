import { Button } from '@mantine/core';
import { IconPlus, IconTag } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { groupsOf, type Tag, tagsOptions } from '#src/api/chat2desk/tags.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { FilterBar } from '#src/ui/list/filter-bar.tsx';
import { NoMatch } from '#src/ui/list/no-match.tsx';
import { OptionalFilter } from '#src/ui/list/optional-filter.tsx';
import { pageOf, usualPageSize } from '#src/ui/list/page-of.ts';
import { Pager } from '#src/ui/list/pager.tsx';
import { SearchBox } from '#src/ui/list/search-box.tsx';
import { Table } from '#src/ui/list/table.tsx';
import type { Column } from '#src/ui/list/use-columns.ts';
import { useRowKeys } from '#src/ui/list/use-row-keys.ts';
import { TabHead } from '../../tab/tab-head.tsx';
import { useTabAddress } from '../../tab/use-tab-address.ts';
import { findTags } from './find-tags.ts';
import { NewTagDialog } from './new-tag-dialog.tsx';

/** The tags of the company. Chat2Desk renames and deletes them in its own settings only. */
export function Component() {
  const t = useTranslations('chat2desk.tags');
  const query = useQuery(tagsOptions());
  const address = useTabAddress();
  const [creating, setCreating] = useState(false);
  const [search, group] = [address.read('q'), address.read('group')];
  const groups = query.data && groupsOf(query.data);
  const found = query.data && findTags(query.data, search, group);
  const isFiltered = search !== '' || group !== '';
  const showAll = () => address.write({ q: '', group: '' });
  const create = (
    <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => setCreating(true)}>
      {t('create.button')}
    </Button>
  );
  useRowKeys();
  return (
    <div className="ui-parts">
      <TabHead
        title={t('title')}
        count={found ? t('count', { count: found.length }) : ''}
        actions={groups && create}
      />
      <div>
        <FilterBar label={t('search')} onReset={isFiltered && showAll}>
          <SearchBox label={t('search')} value={search} onChange={(q) => address.write({ q })} />
          <OptionalFilter
            label={t('group')}
            any={t('allGroups')}
            value={group === '' ? undefined : group}
            options={(groups ?? []).map(({ id, name }) => ({ value: String(id), label: name }))}
            onChange={(chosen) => address.write({ group: chosen ?? '' })}
          />
        </FilterBar>
        <ListResults
          query={query}
          count={found?.length}
          texts={{ failed: t('failed') }}
          empty={
            isFiltered ? (
              <NoMatch text={t('noMatch')} by="filters" onReset={showAll} />
            ) : (
              <EmptyState icon={IconTag} text={t('empty')} action={create} />
            )
          }
        >
          <Rows tags={found} wanted={address.page} onGo={address.go} />
        </ListResults>
      </div>
      <p className="ui-note">{t('elsewhere')}</p>
      {creating && groups && <NewTagDialog groups={groups} onClose={() => setCreating(false)} />}
    </div>
  );
}

interface RowsProps {
  readonly tags: readonly Tag[] | undefined;
  readonly wanted: number;
  readonly onGo: (page: number) => void;
}

function Rows({ tags, wanted, onGo }: RowsProps) {
  const t = useTranslations('chat2desk.tags');
  const page = tags && pageOf(tags, wanted, usualPageSize);
  const columns: readonly Column<Tag>[] = [
    { id: 'label', title: t('columns.label'), cell: ({ label }) => label },
    {
      id: 'description',
      title: t('columns.description'),
      from: 48,
      below: 'label',
      cell: ({ description }) => description,
    },
    { id: 'group', title: t('columns.group'), from: 48, below: 'label', cell: ({ group }) => group?.name },
  ];
  return (
    <>
      <Table label={t('title')} columns={columns} rows={page?.shown} keyOf={({ id }) => id} />
      <Pager label={t('pages')} paging={page?.paging} onGo={onGo} />
    </>
  );
}
