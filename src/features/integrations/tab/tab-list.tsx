import { Button } from '@mantine/core';
import { type Icon, IconPlus } from '@tabler/icons-react';
import { useAddressText } from '#src/lib/address/use-address-text.ts';
import { ListResults } from '#src/services/problems/list-results.tsx';
import type { Elements } from '#src/ui/elements.ts';
import { EmptyState } from '#src/ui/empty-state.tsx';
import { FilterBar } from '#src/ui/list/filter-bar.tsx';
import { NoMatch } from '#src/ui/list/no-match.tsx';
import { OptionalFilter } from '#src/ui/list/optional-filter.tsx';
import { pageOf, usualPageSize } from '#src/ui/list/page-of.ts';
import { Pager } from '#src/ui/list/pager.tsx';
import { SearchBox } from '#src/ui/list/search-box.tsx';
import type { Option } from '#src/ui/list/select.tsx';
import { Table } from '#src/ui/list/table.tsx';
import type { Column } from '#src/ui/list/use-columns.ts';
import { useRowKeys } from '#src/ui/list/use-row-keys.ts';
import { TabHead } from './tab-head.tsx';
import { useTabAddress } from './use-tab-address.ts';

interface TabFilter {
  /** Its name in the address. */
  readonly name: string;
  readonly label: string;
  /** Stands for every value. */
  readonly any: string;
  readonly options: readonly Option<string>[];
}

interface TabListProps<Row extends { readonly id: number | string }> {
  /** The texts of the tab. */
  readonly say: (key: 'title' | 'search' | 'failed' | 'noMatch' | 'empty' | 'pages') => string;
  /** How many there are, in words; empty until that is known. */
  readonly count: string;
  readonly icon: Icon;
  readonly query: Parameters<typeof ListResults>[0]['query'];
  /** What search and filters leave; undefined until it is known. */
  readonly rows: readonly Row[] | undefined;
  readonly columns: readonly Column<Row>[];
  readonly filters: readonly TabFilter[];
  /** Beside the filters: what can be done with what they chose. */
  readonly chosen?: Elements;
  /** Adds to the list, where that can be done here. */
  readonly create?: { readonly text: string; readonly onClick: () => void };
  /** Further buttons on the list as a whole. */
  readonly actions?: Elements;
}

/** Milliseconds without a key: what the browser has already is searched. */
const restMs = 120;

/** A list of a tab whose rows are all known: search, filters and page are in the address. */
export function TabList<Row extends { readonly id: number | string }>(props: TabListProps<Row>) {
  const { say, count, icon, query, rows, columns, filters, chosen, create, actions } = props;
  const address = useTabAddress();
  const names = ['q', ...filters.map(({ name }) => name)];
  const isFiltered = names.some((name) => address.read(name) !== '');
  const { text, type, settle } = useAddressText(address.read('q'), (q) => address.write({ q }), restMs);
  const showAll = () =>
    address.write({ ...Object.fromEntries(names.map((name) => [name, ''])), q: settle('') });
  const page = rows && pageOf(rows, address.page, usualPageSize);
  const creator = create && (
    <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={create.onClick} dir="auto">
      {create.text}
    </Button>
  );
  useRowKeys();
  return (
    <div className="ui-stack">
      <TabHead
        title={say('title')}
        count={count}
        actions={
          <>
            {actions}
            {rows && (rows.length > 0 || isFiltered) && creator}
          </>
        }
      />
      <div>
        <FilterBar label={say('search')} onReset={isFiltered && showAll}>
          <SearchBox label={say('search')} value={text} onChange={type} />
          {filters.map(({ name, ...filter }) => (
            <OptionalFilter
              key={name}
              {...filter}
              value={address.read(name) || undefined}
              onChange={(value) => address.write({ [name]: value ?? '' })}
            />
          ))}
          {chosen}
        </FilterBar>
        <ListResults
          query={query}
          count={rows?.length}
          texts={{ failed: say('failed') }}
          empty={
            isFiltered ? (
              <NoMatch text={say('noMatch')} by="filters" onReset={showAll} />
            ) : (
              <EmptyState icon={icon} text={say('empty')} action={creator ?? null} />
            )
          }
        >
          <Table label={say('title')} columns={columns} rows={page?.shown} keyOf={({ id }) => id} cards />
          <Pager label={say('pages')} paging={page?.paging} onGo={address.go} />
        </ListResults>
      </div>
    </div>
  );
}
